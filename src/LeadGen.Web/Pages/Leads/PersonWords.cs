using LeadGen.Domain.Leads;

namespace LeadGen.Web.Pages.Leads;

/// <summary>Leads that may be one person, as people read it.</summary>
public static class PersonWords
{
    public static string Evidence(PersonKeyKind kind) =>
        kind switch
        {
            PersonKeyKind.NameAtDomain => "Similar name at one mail domain",
            PersonKeyKind.NameAtCompany => "Same name and company",
            PersonKeyKind.Phone => "Same phone number",
            PersonKeyKind.Mailbox => "Addresses of one mailbox",
        };

    /// <summary>Why the one fact counts and not the other.</summary>
    public static string Why(Fact counts, Fact? other) =>
        other is null ? "only one of them says it"
        : counts.Value == other.Value ? "both say so"
        : counts.Origin == other.Origin ? "newer"
        : counts.Origin switch
        {
            FactOrigin.Staff => "entered by staff",
            FactOrigin.Person => "told by the person",
            FactOrigin.Api or FactOrigin.Import => "newer",
        };
}
