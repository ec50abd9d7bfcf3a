using LeadGen.Web.Data;
using LeadGen.Web.Operations;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace LeadGen.Web.Access;

/// <summary>How staff sign in: ASP.NET Core Identity where its defaults are too loose.</summary>
public static class StaffSetup
{
    /// <summary>As OWASP recommends for PBKDF2 with SHA-512. Older hashes are made anew at the next sign-in.</summary>
    public const int PasswordIterations = 220_000;

    public const int TriesBeforeLockout = 5;
    public static readonly TimeSpan Lockout = TimeSpan.FromMinutes(5);

    /// <summary>How soon a session notices that its user was deactivated, got other roles or another password.</summary>
    public static readonly TimeSpan Recheck = TimeSpan.FromSeconds(30);

    internal static void AddStaff(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(LeakedPasswords.Read(configuration["LeadGen:LeakedPasswords"]));
        services.AddScoped<StaffPassword>();
        services.AddScoped<IPasswordValidator<StaffUser>>(provider => provider.GetRequiredService<StaffPassword>()); // instead of Identity's own
        services
            .AddIdentity<StaffUser, IdentityRole<Guid>>(options =>
            {
                options.User.RequireUniqueEmail = true;
                options.User.AllowedUserNameCharacters = ""; // any: it is the key of an e-mail address that was read
                options.Lockout.MaxFailedAccessAttempts = TriesBeforeLockout;
                options.Lockout.DefaultLockoutTimeSpan = Lockout;
            })
            .AddEntityFrameworkStores<LeadGenDbContext>()
            .AddUserStore<StaffStore>()
            .AddSignInManager<StaffSignIn>()
            .AddClaimsPrincipalFactory<StaffClaims>()
            .AddDefaultTokenProviders();
        services.AddScoped<StaffDesk>();
        services.AddScoped<StaffLinks>();
        services.AddScoped<StaffKeys>();
        services.AddScoped<SecondFactor>();
        services.AddScoped<SignInNews>();
        services.AddPasskeys();
        services.AddSingleton<StaffSessions>();
        services.AddSingleton<SignInRules>();
        services.AddScoped<FirstAdministrator>();
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = PasswordIterations);
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = Recheck);
        services.ConfigureApplicationCookie(StaffCookie.Configure);
        services.Configure<CookieAuthenticationOptions>(
            IdentityConstants.TwoFactorUserIdScheme,
            StaffCookie.ConfigureFirstStep
        );
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "leadgen_form";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.Configure<CookieTempDataProviderOptions>(options =>
        {
            options.Cookie.Name = "leadgen_flash";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
    }

    private static void AddPasskeys(this IServiceCollection services)
    {
        services.AddScoped<Passkeys>();
        services.AddSingleton<PasskeyQuestions>();
        services
            .AddOptions<IdentityPasskeyOptions>()
            .Configure<IOptions<LeadGenOptions>>(
                (passkeys, app) =>
                {
                    passkeys.UserVerificationRequirement = "required"; // or a found key would do
                    passkeys.ResidentKeyRequirement = "required"; // so that nobody has to say first who they are
                    passkeys.AuthenticatorTimeout = PasskeyQuestions.Life;
                    passkeys.ServerDomain = app.Value.PublicUrl is { } site ? new Uri(site).Host : null;
                    passkeys.ValidateOrigin = asked =>
                        ValueTask.FromResult(
                            !asked.CrossOrigin
                                && asked.Origin
                                    == new Uri(app.Value.SiteOf(asked.HttpContext.Request)).GetLeftPart(
                                        UriPartial.Authority
                                    )
                        );
                }
            );
    }
}
