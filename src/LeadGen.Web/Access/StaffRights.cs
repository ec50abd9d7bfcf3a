using System.Security.Claims;

namespace LeadGen.Web.Access;

public static class StaffRights
{
    /// <summary>Has one of the roles of the policy: for what is hidden, and refused, within a page that is open to more.</summary>
    public static bool May(this ClaimsPrincipal person, string policy) => Policies.All[policy].Any(person.IsInRole);
}
