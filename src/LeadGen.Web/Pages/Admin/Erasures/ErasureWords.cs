using LeadGen.Web.Data.Consents;

namespace LeadGen.Web.Pages.Admin.Erasures;

public static class ErasureWords
{
    public static string By(Erasure erasure) =>
        erasure.By switch
        {
            ErasedBy.Person => "Themself",
            ErasedBy.Staff => erasure.Actor ?? "Staff",
            ErasedBy.Api => $"API key {erasure.Actor}",
            ErasedBy.Retention => "The retention period",
        };
}
