using System.Security.Claims;
using LeadGen.Web.Data;
using Microsoft.AspNetCore.Identity;

namespace LeadGen.Web.Access;

/// <summary>Whether a member of staff works by single keys. They may switch these off: some speak to their machine, and every word would act.</summary>
public sealed class StaffKeys(UserManager<StaffUser> users, StaffSignIn signIn)
{
    /// <summary>A claim that only those have who switched the keys off; so the session knows without asking.</summary>
    internal const string Off = "keys_off";

    /// <summary>For this session at once, for others of the same person within <see cref="StaffSetup.Recheck"/>.</summary>
    public async Task SwitchAsync(ClaimsPrincipal person, bool on)
    {
        if (await users.GetUserAsync(person) is not { } user)
        {
            return;
        }

        var off = (await users.GetClaimsAsync(user)).Where(claim => claim.Type == Off).ToList();
        if (on && off.Count > 0)
        {
            await users.RemoveClaimsAsync(user, off);
        }
        else if (!on && off.Count == 0)
        {
            await users.AddClaimAsync(user, new Claim(Off, "true"));
        }

        await signIn.RefreshSignInAsync(user);
    }
}
