using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using LeadGen.Domain.Offers;
using LeadGen.Testing;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LeadGen.Web.Tests.Capture;

/// <summary>
/// What visitors sent and what they were told: each form is noted before it is sent, and each answer after it came. In the end it is
/// held against the database: what was acknowledged is there, and whatever is there is whole and there once.
/// </summary>
/// <param name="slug">Of the offer whose form they fill; their addresses are of that name too.</param>
internal sealed class FormLedger(string slug)
{
    private const int Clients = 8;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private readonly ConcurrentDictionary<string, Dictionary<string, string>> _underWay = new();
    private readonly ConcurrentDictionary<string, bool> _acknowledged = new();
    private readonly ConcurrentBag<Dictionary<string, string>> _open = [];
    private readonly string _path = "/offers/" + slug;
    private int _emails;
    private int _putOff;

    public int Acknowledged => _acknowledged.Count;

    /// <summary>How many were asked to wait.</summary>
    public int PutOff => _putOff;

    /// <summary>How often a test does what it does: a number for every day, and by the environment as many as wanted.</summary>
    public static int Times(string variable, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var wanted)
            ? wanted
            : usual;

    public async Task PublishAsync(LeadGenDbContext db)
    {
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
            new Delivery(Url: "https://papers.example/one")
        );
        var offer = Offer.Create(slug, content, now);
        offer.Publish(now);
        db.Offers.Add(offer);
        await db.SaveChangesAsync(Cancel);
    }

    /// <summary>An app that runs already notices a new offer within a second or two.</summary>
    public async Task UntilOpenAsync(Uri address)
    {
        using var http = Browser(address);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while ((await http.GetAsync(_path, limit.Token)).StatusCode == HttpStatusCode.NotFound)
        {
            await Task.Delay(50, limit.Token);
        }
    }

    /// <summary>Several visitors fill the form again and again, until the app is gone or it is said to stop.</summary>
    /// <param name="begun">Set once the first was acknowledged.</param>
    public Task VisitAsync(Uri address, TaskCompletionSource begun, CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => VisitorAsync(address, begun, stop)));

    /// <summary>Noted before and after. What breaks on the way is what the test is about.</summary>
    /// <returns>Whether it was acknowledged.</returns>
    public async Task<bool> SendAsync(HttpClient http, Dictionary<string, string> form)
    {
        _underWay[form["email"]] = form;
        using var answer = await http.PostAsync(_path, new FormUrlEncodedContent(form), Cancel);
        Assert.True(
            answer.StatusCode is HttpStatusCode.SeeOther or HttpStatusCode.ServiceUnavailable,
            $"{answer.StatusCode}"
        );
        _underWay.TryRemove(form["email"], out _);
        if (answer.StatusCode == HttpStatusCode.SeeOther)
        {
            _acknowledged[form["email"]] = true;
            return true;
        }

        Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter?.Delta);
        // What was typed is not lost either.
        Assert.Contains(form["email"], await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Interlocked.Increment(ref _putOff);
        _open.Add(form);
        return false;
    }

    /// <summary>What was under way when something was killed is sent again, as a visitor would.</summary>
    public void Reopen()
    {
        foreach (var (email, form) in _underWay)
        {
            _underWay.TryRemove(email, out _);
            _open.Add(form);
        }
    }

    public static HttpClient Browser(Uri address) =>
        new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };

    /// <param name="who">Null: somebody new.</param>
    public async Task<Dictionary<string, string>> FillAsync(HttpClient http, string? who = null)
    {
        using var answer = await http.GetAsync(_path, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"The page did not stand: {answer.StatusCode} {text}");
        var page = new HtmlParser().ParseDocument(text);
        var form = page.QuerySelectorAll("form[action^='/offers/'] input[type=hidden]")
            .Cast<IHtmlInputElement>()
            .ToDictionary(input => input.Name!, input => input.Value);
        form["email"] = $"{who ?? $"visitor{Interlocked.Increment(ref _emails)}"}@{slug}.example";
        form["first_name"] = "Ada";
        form["consent_marketing"] = "true";
        return form;
    }

    /// <summary>Everything that was acknowledged is there, and each is there whole and once, also what never was acknowledged.</summary>
    public async Task HoldsAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand(
            """
            select l.email,
                (select count(*) from leadgen.submissions s where s.lead_id = l.id),
                (select count(*) from leadgen.touchpoints t where t.lead_id = l.id and t.kind = 'form_submitted'),
                (select count(*) from leadgen.consents c where c.lead_id = l.id and c.purpose = 'marketing_email' and c.ip_prefix is not null),
                (select count(*) from leadgen.mails m where m.lead_id = l.id and m.kind = 'delivery'),
                (select count(*) from leadgen.mails m where m.lead_id = l.id and m.kind = 'confirmation'),
                (select count(*) from leadgen.fact_changes f where f.lead_id = l.id),
                (select count(*) from leadgen.events e where e.lead_id = l.id and e.type = 'lead.created'),
                (select count(*) from leadgen.accounts a where a.id = l.account_id and a.domain = $1 || '.example'),
                (select count(*) from leadgen.lead_scores c where c.lead_id = l.id)
            from leadgen.leads l where l.email like '%@' || $1 || '.example'
            """
        );
        command.Parameters.AddWithValue(slug);
        var leads = new Dictionary<string, string>();
        await using var row = await command.ExecuteReaderAsync(Cancel);
        while (await row.ReadAsync(Cancel))
        {
            var counts = Enumerable.Range(1, row.FieldCount - 1).Select(column => row.GetInt64(column));
            leads.Add(row.GetString(0), string.Join(' ', counts));
        }

        Assert.Empty(_acknowledged.Keys.Except(leads.Keys));
        var once = string.Join(' ', Enumerable.Repeat(1, row.FieldCount - 1));
        Assert.All(leads, lead => Assert.Equal((lead.Key, once), (lead.Key, lead.Value)));
    }

    /// <summary>Nothing is left of the work that follows.</summary>
    public static async Task UntilScoredAsync(LeadGenDbContext db)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await db.RescoreRequests.AnyAsync(limit.Token))
        {
            await Task.Delay(50, limit.Token);
        }
    }

    private async Task VisitorAsync(Uri address, TaskCompletionSource begun, CancellationToken stop)
    {
        using var http = Browser(address);
        try
        {
            while (!stop.IsCancellationRequested)
            {
                if (await SendAsync(http, _open.TryTake(out var left) ? left : await FillAsync(http)))
                {
                    begun.TrySetResult();
                }
                else
                {
                    await Task.Delay(50, Cancel);
                }
            }
        }
        catch (Exception e) when (e is HttpRequestException or SocketException)
        {
            // The app is gone; a connection that it took with it just after it was made is no HttpRequestException.
        }
    }
}
