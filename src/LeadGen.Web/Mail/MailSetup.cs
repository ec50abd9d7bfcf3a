namespace LeadGen.Web.Mail;

public static class MailSetup
{
    public static IServiceCollection AddMail(this IServiceCollection services)
    {
        services.AddSingleton(provider => new MailRoute(
            MailServer.Read(provider.GetRequiredService<IConfiguration>()),
            Keeps: provider.GetRequiredService<IHostEnvironment>().IsDevelopment()
        ));
        services.AddSingleton(MailTimes.Usual);
        services.AddSingleton<MailLinks>();
        services.AddSingleton<MailTemplates>();
        services.AddSingleton<MailWriter>();
        services.AddSingleton<ClickTokens>();
        services.AddSingleton<CountedLinks>();
        services.AddSingleton<MailClicks>();
        services.AddSingleton<MailRoad>();
        services.AddHostedService<MailLoop>();
        services.AddScoped<MailDesk>();
        services.AddScoped<StaffDigests>();
        services.AddScoped<LetterDesk>();
        return services;
    }

    public static void MapMail(this WebApplication app)
    {
        string[] methods = [HttpMethods.Get, HttpMethods.Head];
        app.MapMethods(
                "/m/{token}",
                methods,
                (string token, HttpContext context, MailClicks clicks) => clicks.FollowAsync(token, context)
            )
            .AllowAnonymous()
            .ExcludeFromDescription();
    }

    /// <summary>Before anything begins.</summary>
    /// <exception cref="Operations.SettingException">A setting of the mail server is wrong.</exception>
    public static void CheckMail(this WebApplication app) => app.Services.GetRequiredService<MailRoute>();
}
