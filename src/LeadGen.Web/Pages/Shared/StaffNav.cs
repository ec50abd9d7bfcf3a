using System.Security.Claims;

namespace LeadGen.Web.Pages.Shared;

/// <summary>One entry of the staff's top bar, and the roles that may open it. The names are those of the contract.</summary>
public sealed record StaffNav(string Text, string Path, params string[] Roles)
{
    /// <summary>Entries without a menu stand in the bar itself. A menu of one is no menu: its entry stands in the bar too.</summary>
    private static readonly (string? Menu, StaffNav[] Entries)[] All =
    [
        (
            null,
            [
                new("Queue", "/queue", "Admin", "SalesRep", "SalesManager"),
                new("Tasks", "/tasks", "Admin", "SalesRep", "SalesManager"),
                new("Leads", "/leads", "Admin", "SalesRep", "SalesManager", "Marketer", "ServiceRep"),
                new("Accounts", "/accounts", "Admin", "SalesRep", "SalesManager", "Marketer", "ServiceRep"),
                new("Service", "/service/new", "Admin", "ServiceRep"),
            ]
        ),
        (
            "Marketing",
            [
                new("Offers", "/marketing/offers", "Admin", "Marketer"),
                new("Nurture", "/marketing/nurture", "Admin", "Marketer"),
                new("Submissions", "/marketing/submissions", "Admin", "Marketer"),
                new("Scoring", "/marketing/scoring", "Admin", "Marketer"),
                new("Imports", "/marketing/imports", "Admin", "Marketer"),
                new("Personas", "/marketing/personas", "Admin", "Marketer"),
            ]
        ),
        (
            "Insights",
            [
                new("Funnel", "/insights", "Admin", "SalesManager", "Marketer"),
                new("Sources and money", "/insights/sources", "Admin", "SalesManager", "Marketer"),
                new("Leads required", "/insights/required", "Admin", "SalesManager", "Marketer"),
                new("Service levels", "/insights/service-levels", "Admin", "SalesManager", "Marketer"),
                new("Score quality", "/insights/score-quality", "Admin", "SalesManager", "Marketer"),
                new("Alignment", "/alignment", "Admin", "SalesManager", "SalesRep", "Marketer"),
            ]
        ),
        (
            "Administration",
            [
                new("Users", "/admin/users", "Admin"),
                new("Settings", "/admin/settings", "Admin"),
                new("Routing", "/admin/routing", "Admin"),
                new("Absences", "/admin/routing/absences", "SalesManager"),
                new("Reasons", "/admin/reasons", "Admin"),
                new("Mail", "/admin/mail", "Admin"),
                new("API keys", "/admin/api-keys", "Admin"),
                new("Webhooks", "/admin/webhooks", "Admin"),
                new("Tracking", "/admin/tracking", "Admin"),
                new("Consent", "/admin/consent", "Admin"),
                new("Retention", "/admin/retention", "Admin"),
                new("Background work", "/admin/work", "Admin"),
                new("Audit log", "/admin/audit", "Admin"),
                new("Spam", "/admin/spam", "Admin"),
            ]
        ),
    ];

    /// <summary>The bar of this person: menus with their entries; those without a name hold what stands in the bar itself.</summary>
    public static IReadOnlyList<(string? Menu, IReadOnlyList<StaffNav> Entries)> For(ClaimsPrincipal person) =>
        [
            .. All.Select(group =>
                    (group.Menu, Entries: group.Entries.Where(entry => entry.Roles.Any(person.IsInRole)).ToArray())
                )
                .Where(group => group.Entries.Length > 0)
                .Select(group =>
                    (group.Entries.Length == 1 ? null : group.Menu, (IReadOnlyList<StaffNav>)group.Entries)
                ),
        ];
}
