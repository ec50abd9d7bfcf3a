using LeadGen.Web.Access;

namespace LeadGen.Web.Pages.Shared;

/// <summary>The roles as people read them.</summary>
public static class RoleChoices
{
    public static readonly IReadOnlyList<Choice> All =
    [
        new(Roles.SalesRep, "Sales rep", "Works the queue: accepts, starts and qualifies leads"),
        new(Roles.SalesManager, "Sales manager", "The queue, and insights into how it is worked"),
        new(Roles.Marketer, "Marketer", "Offers, scoring, imports, insights"),
        new(Roles.ServiceRep, "Service rep", "Sees leads, up-levels customers"),
        new(Roles.Admin, "Administrator", "Everything, and who may come in"),
    ];

    public static string NameOf(string role) => All.FirstOrDefault(choice => choice.Value == role)?.Text ?? role;
}
