using LeadGen.Web.Privacy.Retention;

namespace LeadGen.Web.Privacy;

/// <summary>What visitors are asked, may choose, see and erase.</summary>
public static class PrivacySetup
{
    /// <summary>When what it says last changed.</summary>
    private const string LastUpdate = "2026-11-30";

    public static IServiceCollection AddPrivacy(this IServiceCollection services)
    {
        services.AddScoped<ConsentTextDesk>();
        services.AddSingleton<ConsentDesk>();
        services.AddSingleton<PersonLinks>();
        services.AddSingleton<PersonExport>();
        services.AddSingleton<ErasureDesk>();
        services.AddSingleton<ErasureProof>();
        services.AddScoped<RetentionDesk>();
        return services;
    }

    /// <summary>Says to browsers and to those who check that Global Privacy Control is honoured here.</summary>
    public static void MapPrivacy(this WebApplication app) =>
        app.MapGet("/.well-known/gpc.json", () => Results.Json(new { gpc = true, lastUpdate = LastUpdate }))
            .AllowAnonymous()
            .ExcludeFromDescription();
}
