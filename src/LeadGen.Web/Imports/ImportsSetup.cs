namespace LeadGen.Web.Imports;

public static class ImportsSetup
{
    public static IServiceCollection AddImports(this IServiceCollection services) =>
        services
            .AddSingleton<CsvImport>()
            .AddSingleton<ImportFiles>()
            .AddSingleton<ImportRoad>()
            .AddScoped<MapShelf>()
            .AddScoped<ImportIntake>()
            .AddScoped<ImportDesk>()
            .AddScoped<ImportReading>()
            .AddScoped<ImportErasure>()
            .AddScoped<ImportCleaning>()
            .AddHostedService<ImportLoop>();
}
