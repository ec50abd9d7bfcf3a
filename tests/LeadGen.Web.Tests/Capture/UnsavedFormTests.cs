using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using LeadGen.Domain.Offers;
using LeadGen.Testing;
using Microsoft.EntityFrameworkCore;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Capture;

/// <summary>While the database is away a form is shown again with all that was typed, and counts once when it is sent again.</summary>
public sealed class UnsavedFormTests(Database database, PostgresServer server) : IClassFixture<Database>
{
    [Fact]
    public async Task Each_step_that_could_not_be_saved_is_shown_again_as_it_was_filled_and_counts_once_when_sent_again()
    {
        await using var wire = new LossyWire(database.ConnectionString);
        await using var app = await WebApp.StartAsync(
            server,
            ("ConnectionStrings:LeadGen", wire.ConnectionString),
            ("LeadGen:RateLimits:Enabled", "false")
        );
        await app.PublishAsync(
            "away",
            content =>
                content with
                {
                    Form =
                    [
                        new(LeadFields.Email, true),
                        new(LeadFields.Company, true),
                        new("custom.fleet", true, "What do you drive?") { NewStep = true },
                    ],
                }
        );
        using var visitor = app.Anonymous();
        var form = await visitor.OpenAsync("/offers/away");
        KeyValuePair<string, string>[] filled =
        [
            .. form,
            new("email", "kept@away.example"),
            new("company", "North Wire"),
        ];

        wire.Script = (_, _) => Loss.OfConnection;
        var refused = await visitor.FillAsync("away", filled);
        await IsKeptAsync(refused, ("email", "kept@away.example"), ("company", "North Wire"));
        wire.Script = (_, _) => Loss.None;
        var next = (await visitor.FillAsync("away", filled)).Headers.Location!.OriginalString;

        wire.Script = (_, _) => Loss.OfConnection;
        await IsKeptAsync(await SendAsync(visitor, next), ("custom.fleet", "Two lorries"));
        wire.Script = (_, _) => Loss.None;
        Assert.Contains(
            "/thanks",
            (await SendAsync(visitor, next)).Headers.Location!.OriginalString,
            StringComparison.Ordinal
        );

        var lead = await app.LeadAsync("kept@away.example");
        Assert.Equal(("North Wire", "Two lorries"), (lead["company"], lead["custom.fleet"]));
        Assert.Equal(1, await app.ReadAsync(db => db.Submissions.CountAsync(Cancel)));
    }

    private static async Task IsKeptAsync(HttpResponseMessage answer, params (string Name, string Text)[] fields)
    {
        var page = await answer.PageAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Contains("Nothing you typed is lost", page.Body!.TextContent, StringComparison.Ordinal);
        foreach (var (name, text) in fields)
        {
            Assert.Equal(text, ((IHtmlInputElement)page.QuerySelector($"input[name='{name}']")!).Value);
        }
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient visitor, string step) =>
        visitor.PostAsync(step, new FormUrlEncodedContent([new("custom.fleet", "Two lorries")]), Cancel);
}
