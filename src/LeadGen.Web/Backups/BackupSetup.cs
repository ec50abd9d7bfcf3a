namespace LeadGen.Web.Backups;

public static class BackupSetup
{
    public static IServiceCollection AddBackups(this IServiceCollection services) =>
        services
            .AddSingleton<BackupDatabase>()
            .AddScoped<BackupWriter>()
            .AddScoped<Restore>()
            .AddScoped<OutgoingDesk>();
}
