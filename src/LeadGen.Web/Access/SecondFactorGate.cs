using LeadGen.Web.Operations;
using Microsoft.AspNetCore.Authorization;

namespace LeadGen.Web.Access;

/// <summary>
/// Who has to have a second factor and has none yet is led to the page that sets it up, and nowhere else. So nobody is locked out: the
/// first administrator of a new instance neither.
/// </summary>
public sealed class SecondFactorGate(RequestDelegate next, SignInRules rules)
{
    public const string SetUpPath = "/account/second-factor";

    public async Task InvokeAsync(HttpContext context)
    {
        if (await IsShutAsync(context))
        {
            context.Response.Redirect(SetUpPath);
            return;
        }

        await next(context);
    }

    private async ValueTask<bool> IsShutAsync(HttpContext context)
    {
        var metadata = context.GetEndpoint()?.Metadata;
        if (
            metadata?.GetMetadata<IAuthorizeData>() is null
            || metadata.GetMetadata<IAllowAnonymous>() is not null
            || context.User.StaffId() is null
            || context.User.HasSecondFactor()
            || context.User.HasNoPassword()
            || context.Request.Path.StartsWithSegments("/account", StringComparison.OrdinalIgnoreCase)
        )
        {
            return false;
        }

        return await rules.CurrentAsync(context.RequestAborted) switch
        {
            SecondFactorFor.Nobody => false,
            SecondFactorFor.Administrators => context.User.IsInRole(Roles.Admin),
            SecondFactorFor.Everybody => true,
        };
    }
}
