namespace LeadGen.Web.Capture.Handover;

/// <summary>What a visitor gets after the form.</summary>
internal static class HandoverSetup
{
    public static void AddHandover(this IServiceCollection services)
    {
        services.AddSingleton<OfferFiles>();
        services.AddSingleton<FileHandover>();
        services.AddSingleton<FileUpload>();
        services.AddScoped<FileCleaning>();
        services.AddSingleton<OfferCalendar>();
        services.AddSingleton<Resending>();
        services.AddSingleton<Pool>();
        services.AddSingleton<PoolDesk>();
        services.AddSingleton<EmptyPools>();
        services.AddScoped<PoolAlarm>();
        services.AddHostedService<PoolLoop>();
        services.AddSingleton<DeliveryDesk>();
        services.AddSingleton<Attendance>();
    }
}
