using System.Security.Claims;

namespace LeadGen.Web.Access;

/// <summary>Where a member of staff starts: a page that their roles may see.</summary>
public static class Landing
{
    public static string For(IReadOnlyCollection<string> roles) =>
        roles.Any(Policies.All[Policies.Sales].Contains) ? "/queue"
        : roles.Contains(Roles.Marketer) ? "/marketing/scoring"
        : roles.Contains(Roles.ServiceRep) ? "/service/new"
        : "/account";

    public static string For(ClaimsPrincipal person) => For([.. Roles.All.Where(person.IsInRole)]);
}
