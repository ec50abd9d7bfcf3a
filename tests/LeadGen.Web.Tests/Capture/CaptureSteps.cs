using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Offers;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using LeadGen.Web.Scoring;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LeadGen.Web.Tests.Capture;

/// <summary>What tests of capture do and look at.</summary>
internal static class CaptureSteps
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Reads the database, on a context of its own.</summary>
    public static async Task<T> ReadAsync<T>(this WebApp app, Func<LeadGenDbContext, Task<T>> read)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<LeadGenDbContext>());
    }

    /// <summary>Changes the database, on a context of its own.</summary>
    public static Task SaveAsync(this WebApp app, Action<LeadGenDbContext> change) =>
        app.ReadAsync(async db =>
        {
            change(db);
            return await db.SaveChangesAsync(Cancel);
        });

    public static Task<Lead> LeadAsync(this WebApp app, string email) =>
        app.ReadAsync(async db =>
        {
            var id = await db.LeadIdentities.Where(i => i.Email == email).Select(i => i.LeadId).SingleAsync(Cancel);
            return await db.Leads.AsNoTracking().SingleAsync(lead => lead.Id == id, Cancel);
        });

    /// <summary>Waits until everything that was asked for is scored, by whomever.</summary>
    public static async Task ScoredAsync(this WebApp app)
    {
        var road = app.Services.GetRequiredService<RescoreRoad>();
        do
        {
            await road.DrainAsync(Cancel);
        } while (await app.ReadAsync(db => db.RescoreRequests.AnyAsync(request => request.Error == null, Cancel)));
    }

    /// <summary>Publishes an offer of these fields beside the e-mail address, and waits until the app has noticed.</summary>
    public static async Task<Offer> PublishAsync(
        this WebApp app,
        string slug,
        Func<OfferContent, OfferContent>? change = null
    )
    {
        var content = new OfferContent(
            OfferKind.Ebook,
            "A guide",
            "What you get.",
            "",
            "Get it",
            FormIntent.Content,
            OfferDepth.Early,
            [
                new(LeadFields.Email, Required: true),
                new(LeadFields.Company, Required: false),
                new(LeadFields.NextStep, Required: false),
                new(LeadFields.ConsentMarketing, Required: false),
            ],
            Delivery.Nothing
        );
        var offer = Offer.Create(slug, change?.Invoke(content) ?? content, app.Clock.GetUtcNow());
        offer.Publish(app.Clock.GetUtcNow());
        await app.SaveAsync(db => db.Offers.Add(offer));
        app.Clock.Advance(TimeSpan.FromSeconds(3));
        return offer;
    }

    /// <summary>Publishes an offer, “A guide”, with a test that runs: half of the visitors read “Nine questions”.</summary>
    /// <param name="form">That half is asked this instead, where it is given.</param>
    public static async Task<(Offer Offer, OfferTest Test)> TestedAsync(
        this WebApp app,
        string slug,
        IReadOnlyList<FormField>? form = null,
        TestPlan? plan = null
    )
    {
        var offer = await app.PublishAsync(slug);
        var now = app.Clock.GetUtcNow();
        var test = OfferTest.Create(offer.Id, plan ?? TestPlan.Usual, now);
        var other = test.Variants[1] with
        {
            Words = new VariantWords(Title: "Nine questions"),
            Form = form is null ? null : new VariantForm(form, FormSettings.Plain, "Another"),
        };
        test.Change(other, now);
        test.Start(offer, now);
        await app.SaveAsync(db => db.OfferTests.Add(test));
        app.Clock.Advance(TimeSpan.FromSeconds(3));
        return (offer, test);
    }

    /// <summary>Opens a landing page and gives the hidden fields of its form.</summary>
    public static async Task<Dictionary<string, string>> OpenAsync(this HttpClient visitor, string address) =>
        Hidden(await visitor.PageAsync(address));

    /// <summary>The hidden fields of the form on a page.</summary>
    public static Dictionary<string, string> Hidden(IHtmlDocument page) =>
        page.QuerySelectorAll<IHtmlInputElement>("form input[type=hidden]")
            .ToDictionary(input => input.Name!, input => input.Value);

    public static async Task<IHtmlDocument> PageAsync(this HttpClient visitor, string address) =>
        await PageAsync(await visitor.GetAsync(address, Cancel));

    public static async Task<IHtmlDocument> PageAsync(HttpResponseMessage answer) =>
        new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(Cancel));

    /// <summary>What somebody writes who has a question.</summary>
    public static (string Name, string Text)[] QuestionOf(
        string email,
        string message = "How many sensors for 40 presses?"
    ) =>
        [
            ("email", email),
            ("first_name", "Mina"),
            ("last_name", "Okafor"),
            ("company", "North Wire"),
            ("country", "DE"),
            ("employees", "500"),
            ("next_step", "question"),
            ("message", message),
        ];

    /// <summary>Posts a form as a browser would.</summary>
    public static Task<HttpResponseMessage> FillAsync(
        this HttpClient visitor,
        string slug,
        IEnumerable<KeyValuePair<string, string>> fields
    ) => visitor.PostAsync("/offers/" + slug, new FormUrlEncodedContent(fields), Cancel);

    public static Task<HttpResponseMessage> FillAsync(
        this HttpClient visitor,
        string slug,
        params (string Name, string Text)[] fields
    ) => visitor.FillAsync(slug, fields.Select(field => KeyValuePair.Create(field.Name, field.Text)));

    public static Task<List<Touchpoint>> TouchpointsAsync(this WebApp app, Guid leadId) =>
        app.ReadAsync(db =>
            db.Touchpoints.AsNoTracking().Where(t => t.LeadId == leadId).OrderBy(t => t.Id).ToListAsync(Cancel)
        );

    public static Task<int> SubmissionsAsync(this WebApp app, Guid leadId) =>
        app.ReadAsync(db => db.Submissions.CountAsync(submission => submission.LeadId == leadId, Cancel));
}
