using System.Globalization;
using System.Net;
using LeadGen.Domain.Offers;
using LeadGen.Web.Access;
using LeadGen.Web.Capture.Spam;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Sales;
using LeadGen.Web.Tests.Api;
using LeadGen.Web.Tests.Capture;
using LeadGen.Web.Tests.Mail;
using LeadGen.Web.Tests.Privacy;
using LeadGen.Web.Tests.Webhooks;
using Microsoft.EntityFrameworkCore;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Access;

/// <summary>Random requests by everybody there is: none is shown what is foreign to them, and nothing breaks.</summary>
public sealed class RandomWalkTests(DemoApp demo) : IClassFixture<DemoApp>
{
    private const string TokenField = "__RequestVerificationToken";

    private readonly WebApp _app = demo.App;

    /// <summary>Two thousand for each: <c>LEADGEN_RANDOM_REQUESTS=2000</c>; other ones: <c>LEADGEN_RANDOM_SEED=7</c>.</summary>
    private static int Steps => SettingOf("LEADGEN_RANDOM_REQUESTS", 120);

    private static int Seed => SettingOf("LEADGEN_RANDOM_SEED", 2026);

    [Fact]
    public async Task Whatever_anybody_asks_for_shows_nothing_foreign_and_never_breaks()
    {
        var (hidden, ids) = await HideAsync();
        using (var admin = await _app.SignedInAsync(Roles.Admin))
        {
            foreach (var thing in hidden.Where(thing => thing.Place.Length > 0))
            {
                Assert.Contains(thing.Mark, await admin.GetStringAsync(thing.Place, Cancel), StringComparison.Ordinal);
            }
        }

        var wrong = new List<string>();
        var walked = 0;
        foreach (var who in await EverybodyAsync())
        {
            var random = new Random(Seed + walked++);
            var foreign = hidden.Where(thing => !thing.Seen.Contains(who.Name)).ToList();
            wrong.AddRange(await WalkAsync(who, await RandomRequest.OfAsync(_app, random, ids), foreign));
        }

        Assert.Empty(wrong);
    }

    /// <summary>A visitor, programs that may do one thing, and each role; administrators last, as they might end the others.</summary>
    private async Task<List<Walker>> EverybodyAsync()
    {
        var all = new List<Walker> { new("nobody", _app.Anonymous(), null) };
        foreach (var scope in new[] { ApiScopes.EventsWrite, ApiScopes.ModelRead, ApiScopes.LeadsRead })
        {
            all.Add(new(scope, await _app.WithKeyAsync(scope), null));
        }

        foreach (var role in Roles.All.Reverse())
        {
            var client = await _app.SignedInAsync(role);
            var token = (await client.OpenAsync("/account")).QuerySelector($"input[name={TokenField}]")!;
            all.Add(new(role, client, KeyValuePair.Create(TokenField, token.GetAttribute("value")!)));
        }

        return all;
    }

    private static async Task<List<string>> WalkAsync(Walker who, RandomRequest requests, List<Hidden> foreign)
    {
        var (wrong, opened) = (new List<string>(), 0);
        for (var step = 0; step < Steps; step++)
        {
            using var request = requests.Next(who.Token);
            using var answer = await who.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
            var type = answer.Content.Headers.ContentType?.MediaType;
            // That stream never ends.
            var body = type == "text/event-stream" ? "" : await answer.Content.ReadAsStringAsync(Cancel);
            opened += answer.IsSuccessStatusCode ? 1 : 0;
            wrong.AddRange(
                WrongWith(answer, type, body, foreign)
                    .Select(what => $"{what}: {request.Method} {request.RequestUri} as {who.Name}, step {step}")
            );
        }

        Assert.True(opened * 60 > Steps, $"{who.Name} came in {opened} times of {Steps}.");
        return wrong;
    }

    private static IEnumerable<string> WrongWith(
        HttpResponseMessage answer,
        string? type,
        string body,
        List<Hidden> foreign
    )
    {
        if (answer.StatusCode >= HttpStatusCode.InternalServerError)
        {
            yield return $"It answered {(int)answer.StatusCode}";
        }

        foreach (var thing in foreign.Where(thing => body.Contains(thing.Mark, StringComparison.OrdinalIgnoreCase)))
        {
            yield return $"It shows {thing.Mark}";
        }

        if (type == "text/html" && body.Contains(RandomRequest.Script, StringComparison.OrdinalIgnoreCase))
        {
            yield return "It writes a script";
        }

        if (
            answer.Headers.Location is { } place
            && place.OriginalString.Contains("evil.example", StringComparison.Ordinal)
            && !place.OriginalString.StartsWith("/account/login?", StringComparison.Ordinal)
        )
        {
            yield return $"It leads to {place}";
        }

        if (
            answer.Headers.TryGetValues("Set-Cookie", out var cookies)
            && cookies.Any(one => one.StartsWith("walked", StringComparison.Ordinal))
        )
        {
            yield return "It sets a cookie that somebody else wrote";
        }
    }

    /// <summary>Things of somebody else, of each kind that is not open to all, and their ids with those of what is.</summary>
    private async Task<(List<Hidden> Hidden, List<string> Ids)> HideAsync()
    {
        string[] admin = [Roles.Admin],
            marketing = [Roles.Admin, Roles.Marketer];
        var owner = await _app.AddStaffAsync(Roles.SalesRep, Roles.Admin);
        var lead = await _app.LeadAsync(lastName: "Walkmark-lead");
        var handoff = (await _app.HandOffAsync(lead)).Id;
        var (endpoint, _) = await _app.DeskAsync(desk =>
            desk.AddAsync(new("Walkmark-endpoint", "https://hooks.example/", ["lead.created"]), Cancel)
        );
        var (key, _) = ApiKeyText.Create("Walkmark-key", [ApiScopes.LeadsRead], null, _app.Clock.GetUtcNow());
        await _app.SaveAsync(db => db.ApiKeys.Add(key));
        var mail = await _app.MailAsync("walkmark-mail@staff.example");
        var offer = await DraftAsync();
        var told = await ToldAsync(owner, lead.Id);
        var session = await SessionAsync(owner);
        var held = await HoldAsync();
        var import = await ImportAsync();
        var person = await _app.TakePaperAsync("own@walker.example");
        var hidden = new List<Hidden>
        {
            new("Walkmark-lead", $"/leads/{lead.Id}", [.. Roles.All, ApiScopes.LeadsRead]),
            new("Walkmark-endpoint", "/admin/webhooks", admin),
            new("Walkmark-key", "/admin/api-keys", admin),
            new("walkmark-mail", "/admin/mail?state=waiting", admin),
            new("Walkmark-offer", $"/marketing/offers/{offer}", marketing),
            new("Walkmark-notice", "", []),
            new("203.0.113.77", "", admin),
            new("Walkmark-held", $"/marketing/submissions/{held}", marketing),
            new("Walkmark-import", "/marketing/imports", marketing),
            new(owner.Email!.Split('@')[0], $"/admin/users/{owner.Id}", admin),
        };
        var ids = new[]
        {
            lead.Id,
            handoff,
            endpoint,
            key.Id,
            mail,
            offer,
            told,
            session,
            held,
            import,
            owner.Id,
            person.Id,
        }
            .Select(id => id.ToString())
            .Append("predictive-maintenance-costs")
            .Append("published")
            .Append(_app.Tokens().Preferences(person.Id).Split('/')[^1])
            .Append("1")
            .ToList();
        return (hidden, ids);
    }

    private async Task<Guid> DraftAsync()
    {
        var content = new OfferContent(
            OfferKind.Ebook,
            "Walkmark-offer",
            "What you get.",
            "",
            "Get it",
            FormIntent.Content,
            OfferDepth.Early,
            [new(LeadFields.Email, Required: true)],
            Delivery.Nothing
        );
        var offer = Offer.Create("not-published", content, _app.Clock.GetUtcNow());
        await _app.SaveAsync(db => db.Offers.Add(offer));
        return offer.Id;
    }

    private async Task<Guid> ToldAsync(StaffUser staff, Guid lead)
    {
        var id = Guid.CreateVersion7(_app.Clock.GetUtcNow());
        await _app.SaveAsync(db =>
            db.Add(
                new Notification
                {
                    Id = id,
                    StaffId = staff.Id,
                    Kind = NotificationKind.TaskDue,
                    LeadId = lead,
                    About = "Walkmark-notice",
                    At = _app.Clock.GetUtcNow(),
                }
            )
        );
        return id;
    }

    private async Task<Guid> SessionAsync(StaffUser staff)
    {
        var (id, now) = (Guid.CreateVersion7(_app.Clock.GetUtcNow()), _app.Clock.GetUtcNow());
        await _app.SaveAsync(db =>
            db.Add(
                new StaffSession
                {
                    Id = id,
                    UserId = staff.Id,
                    StartedAt = now,
                    LastSeenAt = now,
                    Address = "203.0.113.77",
                }
            )
        );
        return id;
    }

    private async Task<Guid> HoldAsync()
    {
        using var visitor = _app.Anonymous();
        using var answer = await visitor.FillAsync(
            PrivacySteps.Paper,
            [
                .. await visitor.FormAsync(),
                .. CaptureSteps
                    .QuestionOf("held@walker.example", "Walkmark-held")
                    .Select(field => KeyValuePair.Create(field.Name, field.Text)),
                new(SpamTrap.Field, "x"),
            ]
        );
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return await _app.DbAsync(db =>
            db.HeldForms.OrderByDescending(one => one.SubmissionId).Select(one => one.SubmissionId).FirstAsync(Cancel)
        );
    }

    private async Task<Guid> ImportAsync()
    {
        using var api = await _app.WithKeyAsync(ApiScopes.LeadsWrite);
        var sent = await api.PostBytesAsync(
            "/api/v1/imports?name=Walkmark-import.csv",
            "E-mail,Company\nin@walker.example,Alder\n"u8.ToArray(),
            "text/csv"
        );
        sent.Is(HttpStatusCode.Accepted);
        return sent.Id;
    }

    private static int SettingOf(string name, int usual) =>
        Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;

    /// <param name="Mark">Stands in it and nowhere else.</param>
    /// <param name="Place">Where an administrator sees it; empty where nobody but the owner does.</param>
    /// <param name="Seen">By whom.</param>
    private sealed record Hidden(string Mark, string Place, string[] Seen);

    /// <param name="Name">The role, or the scope of a key.</param>
    private sealed record Walker(string Name, HttpClient Client, KeyValuePair<string, string>? Token);
}
