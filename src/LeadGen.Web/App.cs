using LeadGen.Postgres;
using LeadGen.Web.Access;
using LeadGen.Web.Accounts;
using LeadGen.Web.Api;
using LeadGen.Web.Backups;
using LeadGen.Web.Capture;
using LeadGen.Web.Capture.Demo;
using LeadGen.Web.Data;
using LeadGen.Web.Demo;
using LeadGen.Web.Exports;
using LeadGen.Web.Handoffs;
using LeadGen.Web.Imports;
using LeadGen.Web.Insights;
using LeadGen.Web.Mail;
using LeadGen.Web.Nurture;
using LeadGen.Web.Operations;
using LeadGen.Web.Pages.Leads;
using LeadGen.Web.Pages.Marketing.Imports;
using LeadGen.Web.Pages.Marketing.Offers;
using LeadGen.Web.Pages.Offers;
using LeadGen.Web.Pages.Queue;
using LeadGen.Web.Pages.Shared;
using LeadGen.Web.People;
using LeadGen.Web.Privacy;
using LeadGen.Web.Scoring;
using LeadGen.Web.Tracking;
using LeadGen.Web.Webhooks;
using LeadGen.Web.Work;
using Microsoft.Extensions.Options;

namespace LeadGen.Web;

/// <summary>The app from its settings to its last request, as a table of contents.</summary>
public static class App
{
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            var builder = WebApplication.CreateBuilder(args);
            await using var postgres = await builder.UsePostgresAsync();
            builder.AddLeadGen();
            await using var app = builder.Build();
            app.CheckMail();
            app.CheckWebhooks();
            await app.Services.MigrateAsync();
            await app.Services.WarnOfLossAsync();
            await app.SeedDemoOffersAsync();
            await app.SeedDemoLeadsAsync();
            app.MapLeadGen();
            await app.WelcomeAsync();
            await app.RunAsync();
            return 0;
        }
        catch (Exception e) when (e is EmbeddedPostgresException or SettingException or OptionsValidationException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    public static void AddLeadGen(this WebApplicationBuilder builder)
    {
        builder.AddOperations();
        builder.Services.AddData(builder.Configuration);
        builder.Services.AddAccess(builder.Configuration);
        builder.Services.AddCapture();
        builder.Services.AddTracking();
        builder.Services.AddScoring();
        builder.Services.AddHandoffs();
        builder.Services.AddInsights();
        builder.Services.AddImports();
        builder.Services.AddExports();
        builder.Services.AddMail();
        builder.Services.AddWebhooks();
        builder.Services.AddNurture();
        builder.Services.AddPeople();
        builder.Services.AddPrivacy();
        builder.Services.AddAccounts();
        builder.Services.AddBackups();
        builder.Services.AddWork();
        builder.Services.AddApi();
        builder.Services.AddDemo();
        builder.Services.AddOfferPages();
        builder.Services.AddPages();
        builder.Services.FollowMergedLeads();
    }

    private static void MapLeadGen(this WebApplication app)
    {
        app.UseTrustedProxies(app.Services.GetRequiredService<IOptions<LeadGenOptions>>().Value);
        app.UseSecurityHeaders();
        app.UseRequestLog();
        app.UseErrorPage();
        app.UseStatusCodePagesWithReExecute("/status/{0}");
        app.UseApiErrors();
        app.UseLandingPages();
        app.UseAccess();
        app.UsePageClock();
        app.UseIdempotency();
        app.MapOperations();
        app.MapApi();
        app.MapCapture();
        app.MapTracking();
        app.MapMail();
        app.MapPrivacy();
        app.MapOfferPages();
        app.MapQueueEvents();
        app.MapDeliveryUpload();
        app.MapImportUpload();
        app.MapStaticAssets();
        app.MapRazorPages().WithStaticAssets();
    }
}
