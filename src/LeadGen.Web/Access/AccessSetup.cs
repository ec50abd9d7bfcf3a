using LeadGen.Web.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace LeadGen.Web.Access;

public static class AccessSetup
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("LeadGen").PersistKeysToDbContext<LeadGenDbContext>();
        services
            .AddIdentity<StaffUser, IdentityRole<Guid>>(options => options.User.RequireUniqueEmail = true)
            .AddEntityFrameworkStores<LeadGenDbContext>()
            .AddDefaultTokenProviders();
        services.ConfigureApplicationCookie(cookie =>
        {
            cookie.LoginPath = "/account/login";
            cookie.LogoutPath = "/account/logout";
            cookie.AccessDeniedPath = "/account/denied";
        });
        var authorization = services.AddAuthorizationBuilder();
        foreach (var (policy, roles) in Policies.All)
        {
            authorization.AddPolicy(policy, p => p.RequireRole(roles));
        }

        authorization.AddScopes();
        services.AddApiKeys();
        return services;
    }

    /// <summary>Who asks, and may they? Behind the routing, before the endpoints.</summary>
    public static void UseAccess(this IApplicationBuilder app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<ApiKeyLimit>();
    }

    private static void AddApiKeys(this IServiceCollection services)
    {
        services
            .AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null);
        services.AddSingleton<ApiKeyRing>();
        services.AddSingleton<ApiKeyUse>();
        services.AddHostedService(provider => provider.GetRequiredService<ApiKeyUse>());
    }
}
