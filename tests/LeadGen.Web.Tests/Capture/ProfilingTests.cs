using System.Net;
using AngleSharp.Dom;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Offers;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Capture;
using LeadGen.Web.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace LeadGen.Web.Tests.Capture;

public sealed class ProfilingTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Email = "grace@known.example";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_has_told_something_is_asked_the_next_thing_and_shown_nothing_of_it()
    {
        await PublishAsync("first-form");
        await PublishAsync("second-form");
        var browser = Browser();
        Assert.Equal(["email", "company", "country"], await AskedAsync(browser, "second-form"));

        await browser.FillAsync("first-form", ("email", Email), ("company", "Hidden Wire"), ("country", "DE"));

        var page = await CaptureSteps.PageAsync(browser, "/offers/second-form");
        Assert.Equal(["email", "employees", "industry"], Asked(page));
        Assert.DoesNotContain("Hidden Wire", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.DoesNotContain(Email, page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Equal(["email", "company", "country"], await AskedAsync(app.Anonymous(), "second-form"));

        // Nothing of what was left out is required of it, and the rest is.
        var sealedFields = page.QuerySelector($"input[name={LeftOutFields.Field}]")!.GetAttribute("value")!;
        var taken = await browser.FillAsync(
            "second-form",
            ("email", Email),
            ("industry", "Energy"),
            (LeftOutFields.Field, sealedFields)
        );
        Assert.Equal(HttpStatusCode.SeeOther, taken.StatusCode);
        var lead = await app.LeadAsync(Email);
        Assert.Equal(("Hidden Wire", "Energy"), (lead["company"], lead["industry"]));
        Assert.Equal(["email", "employees"], await AskedAsync(browser, "first-form"));
    }

    [Fact]
    public async Task Nobody_leaves_out_a_field_by_themself_or_learns_what_is_known_of_another()
    {
        await PublishAsync("strict");
        foreach (var sealedFields in new[] { "", "company", "abc", new string('x', 5000) })
        {
            var refused = await app.Anonymous()
                .FillAsync("strict", ("email", "eve@known.example"), (LeftOutFields.Field, sealedFields));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        }

        // What another system told of an address is asked of whoever types that address in.
        await app
            .Services.GetRequiredService<LeadEntry>()
            .SaveAsync(
                new EnteredLead(
                    EmailAddress.Parse("victim@known.example"),
                    new Dictionary<string, string?> { ["country"] = "DE", ["employees"] = "30" },
                    FactOrigin.Api,
                    Channel.Api
                ),
                Cancel
            );
        var browser = Browser();
        await browser.FillAsync("strict", ("email", "victim@known.example"), ("company", "Guess"));
        Assert.Equal(["email", "country", "employees"], await AskedAsync(browser, "strict"));
    }

    [Fact]
    public async Task A_field_that_was_refused_is_asked_again_as_it_was()
    {
        await PublishAsync("refused-known");
        var browser = Browser();
        await browser.FillAsync("refused-known", ("email", "again@known.example"), ("company", "A firm"));
        var page = await CaptureSteps.PageAsync(browser, "/offers/refused-known");
        var sealedFields = page.QuerySelector($"input[name={LeftOutFields.Field}]")!.GetAttribute("value")!;

        var refused = await browser.FillAsync(
            "refused-known",
            ("email", "again@"),
            (LeftOutFields.Field, sealedFields)
        );

        var again = await CaptureSteps.PageAsync(refused);
        Assert.Equal(Asked(page), Asked(again));
        Assert.Equal(sealedFields, again.QuerySelector($"input[name={LeftOutFields.Field}]")!.GetAttribute("value"));
    }

    private HttpClient Browser()
    {
        var browser = app.Anonymous();
        browser.DefaultRequestHeaders.Add(
            "Cookie",
            $"__Host-{VisitorCookie.Name}={Guid.CreateVersion7(app.Clock.GetUtcNow())}"
        );
        return browser;
    }

    private Task<Offer> PublishAsync(string slug) =>
        app.PublishAsync(
            slug,
            content =>
                content with
                {
                    Form =
                    [
                        new(LeadFields.Email, true),
                        new(LeadFields.Company, true),
                        new(LeadFields.Country, false),
                        new(LeadFields.Employees, false) { Later = true },
                        new(LeadFields.Industry, false) { Later = true },
                    ],
                }
        );

    private static async Task<List<string>> AskedAsync(HttpClient browser, string slug) =>
        Asked(await CaptureSteps.PageAsync(browser, "/offers/" + slug));

    private static List<string> Asked(AngleSharp.Html.Dom.IHtmlDocument page) =>
        [.. page.QuerySelectorAll("#form .field :is(input, select)").Select(field => field.GetAttribute("name")!)];
}
