using LeadGen.Web.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace LeadGen.Web.Pages.Account;

/// <summary>On to the provider by which staff sign in, where one is configured.</summary>
[AllowAnonymous]
public sealed partial class ExternalModel(
    IServiceProvider services,
    IOptionsMonitor<OpenIdConnectOptions> options,
    ILogger<ExternalModel> log
) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string? returnUrl, CancellationToken cancel)
    {
        if (services.GetService<OidcSettings>() is null)
        {
            return NotFound();
        }

        try
        {
            await options.Get(OidcSetup.Scheme).ConfigurationManager!.GetConfigurationAsync(cancel);
        }
        catch (Exception e) when (e is InvalidOperationException or HttpRequestException or IOException)
        {
            LogAway(e);
            return Redirect(OidcSetup.Refused(OidcRefusal.Away));
        }

        var wanted = Url.IsLocalUrl(returnUrl) ? returnUrl : "/";
        return Challenge(new AuthenticationProperties { RedirectUri = wanted }, OidcSetup.Scheme);
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The provider of LeadGen__Oidc__Authority does not answer; staff sign in by password meanwhile"
    )]
    private partial void LogAway(Exception e);
}
