using System.Security.Claims;

namespace LeadGen.Web.Pages.Shared;

/// <summary>One entry of the staff's top bar, and the roles that may open it. The names are those of the contract.</summary>
public sealed record StaffNav(string Text, string Path, params string[] Roles)
{
    private static readonly StaffNav[] All =
    [
        new("Queue", "/queue", "Admin", "SalesRep", "SalesManager"),
        new("Tasks", "/tasks", "Admin", "SalesRep", "SalesManager"),
        new("Leads", "/leads", "Admin", "SalesRep", "SalesManager", "Marketer", "ServiceRep"),
        new("Accounts", "/accounts", "Admin", "SalesRep", "SalesManager", "Marketer", "ServiceRep"),
        new("Service", "/service/new", "Admin", "ServiceRep"),
        new("Service levels", "/insights/service-levels", "Admin", "SalesManager", "Marketer"),
        new("Offers", "/marketing/offers", "Admin", "Marketer"),
        new("Scoring", "/marketing/scoring", "Admin", "Marketer"),
        new("Routing", "/admin/routing", "Admin"),
        new("Absences", "/admin/routing/absences", "SalesManager"),
        new("Users", "/admin/users", "Admin"),
        new("Reasons", "/admin/reasons", "Admin"),
        new("Mail", "/admin/mail", "Admin"),
        new("Tracking", "/admin/tracking", "Admin"),
        new("Consent", "/admin/consent", "Admin"),
    ];

    public static IReadOnlyList<StaffNav> For(ClaimsPrincipal person) =>
        [.. All.Where(entry => entry.Roles.Any(person.IsInRole))];
}
