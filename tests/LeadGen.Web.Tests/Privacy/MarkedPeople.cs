using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using LeadGen.Domain.Leads;
using LeadGen.Postgres;
using LeadGen.Web.Access;
using LeadGen.Web.Capture.Spam;
using LeadGen.Web.Data.Events;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Imports;
using LeadGen.Web.Tests.Api;
using LeadGen.Web.Tests.Capture;
using LeadGen.Web.Tests.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Privacy;

/// <summary>Many people who did everything, by the doors of the app alone. Whatever they say has a mark in it, and a number of their own.</summary>
internal sealed class MarkedPeople(WebApp app, int count)
{
    private const int AtOnce = 4;

    /// <summary>Of nine letters, so that in Base64 some of it looks the same wherever it stands.</summary>
    private const string Mark = "quuxzebra";
    private const string Phone = "90077012";

    private readonly ConcurrentDictionary<int, Lead> _leads = new();

    /// <summary>Everything by which somebody would be found again, whatever its case.</summary>
    public static readonly IReadOnlyList<string> Traces =
    [
        Mark,
        Phone,
        Convert.ToHexString(Encoding.ASCII.GetBytes(Mark)),
        .. Enumerable.Range(0, 3).Select(Base64From),
    ];

    public static string MarkOf(int number) => string.Create(CultureInfo.InvariantCulture, $"{Mark}{number:0000}");

    public static string EmailOf(int number) => $"{MarkOf(number)}@{MarkOf(number)}-antriebe.example";

    public async Task LiveAsync()
    {
        await app.EndpointAsync("https://hooks.example/leads", [.. LeadEventTypes.All]);
        using var api = await app.WithFullKeyAsync();
        await EachAsync(number => CaptureAsync(api, number));
        await ImportAsync(api);
        await app.ScoredAsync();
        using var manager = await app.SignedInAsync(Roles.SalesManager, Roles.Admin);
        // Its cookie against forged requests is there before many pages are opened at once.
        await manager.OpenAsync("/account");
        await EachAsync(number => WorkAsync(api, manager, number));
        // Their forms are never held again.
        var allowed = string.Join('\n', Enumerable.Range(0, count).Select(EmailOf).Prepend("friend@others.example"));
        await DoneAsync(manager.SubmitAsync("/admin/spam", "allowed", ("allowed", allowed)));
        await app.ScoredAsync();
    }

    /// <summary>By an administrator, by a program, or by themselves.</summary>
    public async Task EraseAsync()
    {
        using var api = await app.WithFullKeyAsync();
        using var admin = await app.SignedInAsync(Roles.Admin);
        await admin.OpenAsync("/account");
        await EachAsync(async number =>
        {
            var (email, id) = (EmailOf(number), _leads[number].Id);
            using var visitor = app.Anonymous();
            using var done = (number % 3) switch
            {
                0 => await admin.SubmitAsync($"/leads/{id}/privacy", "erase", ("email", email)),
                1 => await api.DeleteAsync($"/api/v1/leads/{id}", Cancel),
                _ => await visitor.PressOnAsync(await AskedForAsync(visitor, email)),
            };
            Assert.Contains(
                done.StatusCode,
                new[] { HttpStatusCode.Redirect, HttpStatusCode.NoContent, HttpStatusCode.OK }
            );
        });
    }

    /// <summary>All that the database holds, by the program of Postgres where it is there.</summary>
    public static async Task<string> DumpAsync(WebApp app)
    {
        await using var connection = new NpgsqlConnection(app.ConnectionString);
        await connection.OpenAsync(Cancel);
        try
        {
            var tools = await PostgresTools.FindAsync(connection.PostgreSqlVersion.Major, Cancel);
            var start = tools.For("pg_dump", new NpgsqlConnectionStringBuilder(app.ConnectionString));
            using var dump = System.Diagnostics.Process.Start(start)!;
            var errors = dump.StandardError.ReadToEndAsync(Cancel);
            var all = await dump.StandardOutput.ReadToEndAsync(Cancel);
            await dump.WaitForExitAsync(Cancel);
            Assert.True(dump.ExitCode == 0, await errors);
            return all;
        }
        catch (PostgresToolsException)
        {
            return await WholePerson.DumpAsync(app);
        }
    }

    /// <summary>From one page to the next by the links that are mailed to them.</summary>
    private async Task<string> AskedForAsync(HttpClient visitor, string email)
    {
        using var asked = await visitor.PressOnAsync("/preferences", null, ("email", email));
        var own = await app.LinkAsync(email, MailKind.PersonLink);
        using var erase = await visitor.PressOnAsync(own, "erase");
        return await app.LinkAsync(email, MailKind.PersonLink);
    }

    private async Task CaptureAsync(HttpClient api, int number)
    {
        var (mark, email, visitor) = (MarkOf(number), EmailOf(number), Guid.CreateVersion7(app.Clock.GetUtcNow()));
        var now = app.Clock.GetUtcNow();
        var view = new
        {
            kind = "page_view",
            visitor_id = visitor,
            path = "/" + mark,
            properties = new { click = mark },
        };
        await PostAsync(api, "/api/v1/touchpoints", new { items = new[] { view } });
        _leads[number] = await app.TakePaperAsync(
            email,
            ticks: true,
            ("first_name", mark),
            ("last_name", mark),
            ("company", mark + " Antriebe"),
            ("phone", string.Create(CultureInfo.InvariantCulture, $"+49 30 {Phone}{number % 1000:000}")),
            ("message", $"Do you take forty presses of {mark}?"),
            ("next_step", "question")
        );
        await PostAsync(
            api,
            "/api/v1/conversations",
            new
            {
                external_id = mark,
                email,
                visitor_id = visitor,
                messages = new[]
                {
                    new
                    {
                        at = now,
                        from = "visitor",
                        text = mark + " asks",
                    },
                },
                intent = "stated",
                summary = mark,
            }
        );
        await PostAsync(
            api,
            "/api/v1/service-requests",
            new
            {
                email,
                request = mark + " is broken",
                reported_by = "Sam",
            }
        );
        await HoldAsync(number);
        // The same person by another address, and a program that asks twice.
        using var call = new HttpRequestMessage(HttpMethod.Post, "/api/v1/leads")
        {
            Content = JsonContentOf(new { email = $"{mark}@private.example", job_title = "Chief of " + mark }),
            Headers = { { "Idempotency-Key", $"call-{number}" } },
        };
        using var second = await api.SendAsync(call, Cancel);
        var other = System.Text.Json.JsonElement.Parse(await second.Content.ReadAsStringAsync(Cancel));
        await PostAsync(
            api,
            $"/api/v1/leads/{other.GetProperty("id").GetGuid()}/merge",
            new { into = _leads[number].Id, why = mark }
        );
    }

    /// <summary>A form of theirs waits in quarantine, with another way to write their address.</summary>
    private async Task HoldAsync(int number)
    {
        using var visitor = app.Anonymous();
        using var answer = await visitor.FillAsync(
            PrivacySteps.Paper,
            [
                .. await visitor.FormAsync(),
                new("email", EmailOf(number).ToUpperInvariant()),
                new("first_name", MarkOf(number)),
                new("last_name", MarkOf(number)),
                new("company", MarkOf(number)),
                new("country", "DE"),
                new("message", "Held: " + MarkOf(number)),
                new(SpamTrap.Field, "x"),
            ]
        );
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    /// <summary>A row of each that teaches something new.</summary>
    private async Task ImportAsync(HttpClient api)
    {
        var csv = new StringBuilder("E-mail,Job title,Country\n");
        for (var number = 0; number < count; number++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{EmailOf(number)},Head of {MarkOf(number)},DE\n");
        }

        var sent = await api.PostBytesAsync("/api/v1/imports", Encoding.UTF8.GetBytes(csv.ToString()), "text/csv");
        sent.Is(HttpStatusCode.Accepted);
        while (await app.Services.GetRequiredService<ImportRoad>().NextAsync(Cancel)) { }

        var done = await api.GetAnswerAsync($"/api/v1/imports/{sent.Id}");
        Assert.Equal(count, done["updated"].GetInt32());
    }

    /// <summary>Sales works on it, with notes, a mail and a task; staff correct a fact.</summary>
    private async Task WorkAsync(HttpClient api, HttpClient staff, int number)
    {
        var (mark, lead) = (MarkOf(number), $"/leads/{_leads[number].Id}");
        await DoneAsync(staff.SubmitAsync(lead + "/edit", null, ("job_title", mark)));
        await DoneAsync(staff.SubmitAsync(lead + "/task", null, ("title", "Call " + mark)));
        await DoneAsync(staff.SubmitAsync(lead + "/mail", null, ("subject", "For " + mark), ("text", "Dear " + mark)));
        var open = await api.GetAnswerAsync($"/api/v1/handoffs?lead_id={_leads[number].Id}");
        var handoff = Assert.Single(open["items"].EnumerateArray());
        var (path, version) = (
            $"/api/v1/handoffs/{handoff.GetProperty("id").GetGuid()}/",
            handoff.GetProperty("version").GetInt32()
        );
        await PostAsync(api, path + "accept", new { version });
        await PostAsync(
            api,
            path + "recycle",
            new
            {
                version = version + 1,
                reason = "timing",
                note = mark + " calls back",
            }
        );
    }

    private static async Task DoneAsync(Task<HttpResponseMessage> posted)
    {
        using var answer = await posted;
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private static async Task PostAsync(HttpClient api, string path, object body)
    {
        var answer = await api.PostAnswerAsync(path, body);
        Assert.True(answer.Http.IsSuccessStatusCode, $"{path}: {answer.Status} {answer.Json}");
    }

    private static StringContent JsonContentOf(object body) =>
        new(System.Text.Json.JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");

    private Task EachAsync(Func<int, Task> act) =>
        Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Cancel },
            async (number, _) => await act(number)
        );

    /// <summary>What stays the same of the mark in Base64 where so many bytes stand before it, modulo three.</summary>
    private static string Base64From(int before)
    {
        var skipped = (3 - before) % 3;
        return Convert.ToBase64String(Encoding.ASCII.GetBytes(Mark), skipped, (Mark.Length - skipped) / 3 * 3);
    }
}
