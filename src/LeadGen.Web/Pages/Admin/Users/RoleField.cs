using LeadGen.Web.Access;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace LeadGen.Web.Pages.Admin.Users;

internal static class RoleField
{
    public static string[] CheckRoles(this ModelStateDictionary state, string field, string[] ticked)
    {
        var roles = Roles.All.Intersect(ticked).ToArray();
        if (roles.Length == 0)
        {
            state.AddModelError(field, "Tick at least one role");
        }

        return roles;
    }
}
