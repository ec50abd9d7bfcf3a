using LeadGen.Web.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace LeadGen.Web.Access;

/// <summary>Who may come in: staff by cookie, programs by API key, and which pages are for whom.</summary>
public static class AccessSetup
{
    public static IServiceCollection AddAccess(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddDataProtection()
            .SetApplicationName("LeadGen")
            .PersistKeysToDbContext<LeadGenDbContext>()
            .Wrap(configuration);
        services.AddStaff(configuration);
        services.AddOidc(configuration);
        services.AddApiKeys();
        var authorization = services.AddAuthorizationBuilder();
        authorization.AddScopes();
        foreach (var (policy, roles) in Policies.All)
        {
            authorization.AddPolicy(policy, p => p.RequireRole(roles));
        }

        services.AddSingleton<AddressLimit>();
        services.Configure<MvcOptions>(options => options.Filters.Add(new PersonReads()));
        services.PostConfigure<RazorPagesOptions>(DivideByFolder); // afterwards: AddRazorPages begins with none
        return services;
    }

    /// <summary>Who asks, and may they? Behind the routing, before the endpoints.</summary>
    public static void UseAccess(this IApplicationBuilder app)
    {
        app.UseHostPrefix();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<ApiKeyLimit>();
        app.UseMiddleware<SecondFactorGate>();
        app.UseAuditedRequests();
    }

    private static void AddApiKeys(this IServiceCollection services)
    {
        services
            .AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null);
        services.AddScoped<ApiKeyDesk>();
        services.AddSingleton<ApiKeyRing>();
        services.AddSingleton<ApiKeyUse>();
        services.AddHostedService(provider => provider.GetRequiredService<ApiKeyUse>());
    }

    private static void DivideByFolder(RazorPagesOptions pages)
    {
        foreach (var (folder, policy) in Policies.Folders)
        {
            pages.Conventions.AuthorizeFolder(folder, policy);
        }

        pages.Conventions.AuthorizeFolder("/Account"); // its pages for those who are not in yet say so themselves
        pages.Conventions.AddFolderApplicationModelConvention(
            "/Account",
            page => page.Filters.Add(new ServiceFilterAttribute<AddressLimit>())
        );
    }
}
