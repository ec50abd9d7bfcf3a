namespace LeadGen.Web.Access;

/// <summary>What members of staff may be. One may be several.</summary>
public static class Roles
{
    public const string Admin = "Admin";
    public const string Marketer = "Marketer";
    public const string SalesRep = "SalesRep";
    public const string SalesManager = "SalesManager";
    public const string ServiceRep = "ServiceRep";

    public static readonly IReadOnlyList<string> All = [Admin, Marketer, SalesRep, SalesManager, ServiceRep];
}
