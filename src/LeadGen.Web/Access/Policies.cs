namespace LeadGen.Web.Access;

/// <summary>Who may do what: a policy is a set of roles, named for the work.</summary>
public static class Policies
{
    /// <summary>See leads: everybody on the staff.</summary>
    public const string Staff = "staff";

    /// <summary>Work the queue and leads.</summary>
    public const string Sales = "sales";

    /// <summary>Undo what sales decided.</summary>
    public const string Managers = "managers";

    public const string Marketing = "marketing";

    /// <summary>Be told by the bell what needs doing.</summary>
    public const string Told = "told";

    /// <summary>Say which leads are one person.</summary>
    public const string People = "people";

    /// <summary>See how it goes as a whole.</summary>
    public const string Insights = "insights";

    /// <summary>See what marketing and sales agreed on.</summary>
    public const string Alignment = "alignment";

    public const string Service = "service";
    public const string Admin = "admin";

    public static readonly IReadOnlyDictionary<string, string[]> All = new Dictionary<string, string[]>
    {
        [Staff] = [.. Roles.All],
        [Sales] = [Roles.Admin, Roles.SalesRep, Roles.SalesManager],
        [Managers] = [Roles.Admin, Roles.SalesManager],
        [Marketing] = [Roles.Admin, Roles.Marketer],
        [Told] = [Roles.Admin, Roles.Marketer, Roles.SalesRep, Roles.SalesManager],
        [People] = [Roles.Admin, Roles.Marketer, Roles.SalesManager],
        [Insights] = [Roles.Admin, Roles.Marketer, Roles.SalesManager],
        [Alignment] = [Roles.Admin, Roles.Marketer, Roles.SalesRep, Roles.SalesManager],
        [Service] = [Roles.Admin, Roles.ServiceRep],
        [Admin] = [Roles.Admin],
    };

    /// <summary>The folders of pages that are for staff.</summary>
    public static readonly IReadOnlyDictionary<string, string> Folders = new Dictionary<string, string>
    {
        ["/Queue"] = Sales,
        ["/Leads"] = Staff,
        ["/Accounts"] = Staff,
        ["/Marketing"] = Marketing,
        ["/Insights"] = Insights,
        ["/Alignment"] = Alignment,
        ["/Service"] = Service,
        ["/Admin"] = Admin,
        ["/Absences"] = Managers,
        ["/Notifications"] = Told,
        ["/Outbox"] = Admin,
        ["/Tasks"] = Sales,
    };
}
