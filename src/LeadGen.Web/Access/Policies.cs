namespace LeadGen.Web.Access;

/// <summary>Who may do what: a policy is a set of roles, named for the work.</summary>
public static class Policies
{
    /// <summary>See leads: everybody on the staff.</summary>
    public const string Staff = "staff";

    /// <summary>Work the queue and leads.</summary>
    public const string Sales = "sales";

    public const string Marketing = "marketing";
    public const string Service = "service";
    public const string Admin = "admin";

    public static readonly IReadOnlyDictionary<string, string[]> All = new Dictionary<string, string[]>
    {
        [Staff] = [.. Roles.All],
        [Sales] = [Roles.Admin, Roles.SalesRep, Roles.SalesManager],
        [Marketing] = [Roles.Admin, Roles.Marketer],
        [Service] = [Roles.Admin, Roles.ServiceRep],
        [Admin] = [Roles.Admin],
    };
}
