using System.Collections.Concurrent;
using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using LeadGen.Domain.Offers;
using LeadGen.Testing;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Tests.Capture;

/// <summary>An answer of success means that the lead is on disk, once, whole, with its follow-up work. Whatever is killed when.</summary>
public sealed class KilledAppTests(Database database) : IClassFixture<Database>
{
    private const int Kills = 25;
    private const int Clients = 8;
    private const string Path = "/offers/killed";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Twenty_five_kills_amid_posts_lose_no_acknowledged_lead_and_double_none()
    {
        await PublishOfferAsync();
        var ledger = new Ledger();
        for (var kill = 0; kill < Kills; kill++)
        {
            await PostUntilKilledAsync(ledger, TimeSpan.FromMilliseconds(30 + kill * 17));
        }

        using (await AppProcess.StartAsync(database.ConnectionString))
        {
            await UntilScoredAsync();
        }

        Assert.True(ledger.Acknowledged.Count >= Kills, $"Only {ledger.Acknowledged.Count} were acknowledged.");
        var leads = await PerLeadAsync();
        Assert.Empty(ledger.Acknowledged.Keys.Except(leads.Keys));
        // Whole and once: also what was never acknowledged is there with all that belongs to it, or not at all.
        Assert.All(leads.Values, rows => Assert.Equal((1L, 1L, 1L, 1L), rows));
    }

    private async Task PostUntilKilledAsync(Ledger ledger, TimeSpan after)
    {
        using var app = await AppProcess.StartAsync(database.ConnectionString);
        var first = new TaskCompletionSource();
        var clients = Enumerable.Range(0, Clients).Select(_ => ClientAsync(app.Address, ledger, first)).ToList();
        await first.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancel);
        await Task.Delay(after, Cancel);
        await app.KillAsync();
        await Task.WhenAll(clients);
        ledger.Reopen();
    }

    /// <summary>Notes each form before it is sent and each answer after. What a kill left open is sent again, as a visitor would.</summary>
    private static async Task ClientAsync(Uri address, Ledger ledger, TaskCompletionSource first)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = address,
        };
        try
        {
            while (true)
            {
                var form = ledger.Open.TryTake(out var left) ? left : await RenderAsync(http, ledger.NextEmail());
                ledger.Sent[form["email"]] = form;
                using var answer = await http.PostAsync(Path, new FormUrlEncodedContent(form), Cancel);
                Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
                ledger.Acknowledged[form["email"]] = true;
                ledger.Sent.TryRemove(form["email"], out _);
                first.TrySetResult();
            }
        }
        catch (HttpRequestException)
        {
            // The kill. What was under way is sent again to the next app.
        }
    }

    private static async Task<Dictionary<string, string>> RenderAsync(HttpClient http, string email)
    {
        var page = new HtmlParser().ParseDocument(await http.GetStringAsync(Path, Cancel));
        var form = page.QuerySelectorAll("input[type=hidden]")
            .Cast<IHtmlInputElement>()
            .ToDictionary(input => input.Name!, input => input.Value);
        form["email"] = email;
        form["first_name"] = "Ada";
        form["consent_marketing"] = "true";
        return form;
    }

    private async Task PublishOfferAsync()
    {
        await using var db = database.Open();
        var now = TimeProvider.System.GetUtcNow();
        var content = new OfferContent(
            OfferKind.WhitePaper,
            "Paper",
            "A paper.",
            "",
            "Read it",
            FormIntent.Content,
            OfferDepth.Early,
            [new("email", true), new("first_name", false), new("consent_marketing", false)],
            Delivery.Nothing
        );
        var offer = Offer.Create("killed", content, now);
        offer.Publish(now);
        db.Offers.Add(offer);
        await db.SaveChangesAsync(Cancel);
    }

    /// <summary>E-mail to how many submissions, touchpoints, consents and scores its lead has.</summary>
    private async Task<Dictionary<string, (long, long, long, long)>> PerLeadAsync()
    {
        await using var command = database.Source.CreateCommand(
            """
            select l.email,
                (select count(*) from leadgen.submissions s where s.lead_id = l.id),
                (select count(*) from leadgen.touchpoints t where t.lead_id = l.id and t.kind = 'form_submitted'),
                (select count(*) from leadgen.consents c where c.lead_id = l.id),
                (select count(*) from leadgen.lead_scores c where c.lead_id = l.id)
            from leadgen.leads l
            """
        );
        var leads = new Dictionary<string, (long, long, long, long)>();
        await using var row = await command.ExecuteReaderAsync(Cancel);
        while (await row.ReadAsync(Cancel))
        {
            leads.Add(row.GetString(0), (row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4)));
        }

        return leads;
    }

    private async Task UntilScoredAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using var db = database.Open();
        while (await db.RescoreRequests.AnyAsync(limit.Token))
        {
            await Task.Delay(50, limit.Token);
        }
    }

    private sealed class Ledger
    {
        private int _emails;

        public ConcurrentDictionary<string, Dictionary<string, string>> Sent { get; } = new();
        public ConcurrentDictionary<string, bool> Acknowledged { get; } = new();
        public ConcurrentBag<Dictionary<string, string>> Open { get; } = [];

        public string NextEmail() => $"visitor{Interlocked.Increment(ref _emails)}@killed.example";

        public void Reopen()
        {
            foreach (var (email, form) in Sent)
            {
                Sent.TryRemove(email, out _);
                Open.Add(form);
            }
        }
    }
}
