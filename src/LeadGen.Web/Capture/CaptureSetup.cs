using LeadGen.Web.Capture.Calls;
using LeadGen.Web.Capture.Handover;
using LeadGen.Web.Capture.Pictures;
using LeadGen.Web.Capture.Spam;
using LeadGen.Web.Data;

namespace LeadGen.Web.Capture;

public static class CaptureSetup
{
    public static IServiceCollection AddCapture(this IServiceCollection services)
    {
        services.AddSingleton<LeadEntry>();
        services.AddSingleton<TouchpointIntake>();
        services.AddSingleton<ConversationIntake>();
        services.AddSingleton<ServiceRequestIntake>();
        services.AddSingleton<ContactIntake>();
        services.AddSingleton<OfferCache>();
        services.AddSingleton<OfferDesk>();
        services.AddScoped<OfferTestDesk>();
        services.AddSingleton<SubmissionKeys>();
        services.AddSingleton<VisitorTokens>();
        services.AddSingleton<FormConsents>();
        services.AddSingleton<FirstForm>();
        services.AddSingleton<FormCapture>();
        services.AddSingleton<StepCapture>();
        services.AddSingleton<LeftOutFields>();
        services.AddSingleton<VariantTokens>();
        services.AddSingleton<ToldFields>();
        services.AddSingleton<SiteVisitor>();
        services.AddScoped<AnswerTime>();
        services.AddSingleton<FormRate>();
        services.AddSingleton<CurrentSpamRules>();
        services.AddSingleton<SpamWatch>();
        services.AddSingleton<Quarantine>();
        services.AddSingleton<RefusedForms>();
        services.AddSingleton<LandingPages>();
        services.AddHandover();
        services.AddSingleton<PictureStore>();
        services.AddScoped<PictureCleaning>();
        services.AddSingleton<VisitCounts>();
        services.AddSingleton<CallDoor>();
        services.AddHostedService<VisitLoop>();
        return services;
    }

    /// <summary>Landing pages from memory, before anything that they do not need.</summary>
    public static void UseLandingPages(this WebApplication app)
    {
        var pages = app.Services.GetRequiredService<LandingPages>();
        app.Use(next => context => pages.ServeAsync(context, next));
    }

    public static void MapCapture(this WebApplication app)
    {
        string[] methods = [HttpMethods.Get, HttpMethods.Head];
        app.MapMethods(
                "/c/{id:guid}",
                methods,
                (Guid id, HttpContext context, CallDoor door) => door.FollowAsync(id, context, context.RequestAborted)
            )
            .AllowAnonymous()
            .ExcludeFromDescription();
        app.MapMethods(
                "/c/{id:guid}/seen",
                methods,
                (Guid id, HttpContext context, CallDoor door) => door.SeeAsync(id, context, context.RequestAborted)
            )
            .AllowAnonymous()
            .ExcludeFromDescription();
        app.MapMethods(
                "/pictures/{name}",
                methods,
                (string name, HttpContext context, PictureStore pictures) => pictures.Get(name, context)
            )
            .AllowAnonymous()
            .ExcludeFromDescription();
        app.MapMethods(
                "/offers/{slug}/event.ics",
                methods,
                (string slug, string? t, HttpContext context, OfferCalendar calendar) =>
                    calendar.GetAsync(slug, t, context, context.RequestAborted)
            )
            .AllowAnonymous()
            .ExcludeFromDescription();
    }
}
