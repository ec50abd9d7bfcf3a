using System.Globalization;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Consents;
using LeadGen.Web.Operations;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace LeadGen.Web.Mail;

/// <summary>
/// <c>/m/{token}</c>: notes that a link in a mail was followed, and leads on. Gateways follow every link of every mail, so a click scores
/// nothing until something shows that a person made it: the browser's own cookie, or a page view or form that follows. Of who said no to that,
/// nothing is noted, and the link leads on all the same.
/// </summary>
public sealed partial class MailClicks(
    ClickTokens tokens,
    IServiceScopeFactory scopes,
    RescoreQueue queue,
    TimeProvider time,
    ILogger<MailClicks> log
)
{
    public const string Mail = "mail";
    public const string Link = "link";

    /// <summary>Other clicks on links of the same mail within this long say what to think of one.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromMinutes(1);

    private static readonly System.Diagnostics.Metrics.Counter<long> Clicks = Metrics.Meter.CreateCounter<long>(
        "leadgen.mail_clicks",
        description: "Links in mails that were followed, by who seems to have done it"
    );

    public async Task FollowAsync(string token, HttpContext context)
    {
        if (tokens.Read(token) is not { } link)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var target = link.Target;
        try
        {
            target = await RecordAsync(link, context.Request) ? target : Doubted(target);
        }
        catch (Exception e) when (DatabaseAway.Said(e) is not null)
        {
            // Whoever wants what the mail promised gets it all the same.
            LogNotRecorded(e, link.MailId);
        }

        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["X-Robots-Tag"] = "noindex";
        headers[HeaderNames.Location] = target;
        context.Response.StatusCode = StatusCodes.Status302Found;
    }

    /// <summary>Whoever hands over a file is told what to think of who comes for it.</summary>
    private static string Doubted(string target) =>
        target.StartsWith("/files/", StringComparison.Ordinal)
            ? QueryHelpers.AddQueryString(target, MachineRules.Doubted.Name, MachineRules.Doubted.Value)
            : target;

    /// <returns>False where it may well be a scanner.</returns>
    private async Task<bool> RecordAsync(MailLink link, HttpRequest request)
    {
        var now = time.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LeadGenDbContext>();
        var mail = await db
            .Mails.Where(mail => mail.Id == link.MailId && db.Leads.Any(lead => lead.Id == mail.LeadId))
            .Select(mail => new { LeadId = mail.LeadId!.Value, mail.SentAt })
            .SingleOrDefaultAsync();
        if (mail is null)
        {
            return true; // it is long ago, or the person was erased
        }

        var visitor = await VisitorOfAsync(db, request, mail.LeadId);
        var click = new MailClick(
            request.Headers.UserAgent,
            HttpMethods.IsHead(request.Method),
            link.Number,
            now - mail.SentAt,
            await OthersAsync(db, link, mail.LeadId, now)
        );
        var (why, isCertain) = MachineRules.ByClick(click);
        var isPerson = visitor is not null && !isCertain;
        if (VisitorCookie.OptsOut(request) || !await MayNoteAsync(db, mail.LeadId))
        {
            Clicks.Add(1, new KeyValuePair<string, object?>("result", "not_noted"));
            return isPerson || why == MachineRules.Unconfirmed;
        }

        await using var transaction = await db.Database.BeginTransactionAsync();
        if (isCertain)
        {
            await DoubtAsync(db, link, mail.LeadId, why, now);
        }

        var touchpoint = new Touchpoint
        {
            Id = Guid.CreateVersion7(now),
            Kind = TouchpointKinds.EmailClicked,
            OccurredAt = now,
            RecordedAt = now,
            LeadId = mail.LeadId,
            VisitorId = visitor,
            Channel = Channel.Email,
            Path = PathOf(link.Target),
            Properties = new Dictionary<string, string>
            {
                [Mail] = link.MailId.ToString(),
                [Link] = link.Number.ToString(CultureInfo.InvariantCulture),
            },
            Machine = !isPerson,
            MachineWhy = isPerson ? null : why,
        };
        db.Touchpoints.Add(touchpoint);
        if (isPerson)
        {
            db.RescoreRequests.Add(RescoreQueue.Request(mail.LeadId, MoveCause.Touchpoint, now, touchpoint.Id));
        }

        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        queue.Wake();
        var result =
            isPerson ? "person"
            : isCertain ? "machine"
            : "waiting";
        Clicks.Add(1, new KeyValuePair<string, object?>("result", result));
        return isPerson || why == MachineRules.Unconfirmed;
    }

    /// <summary>Not where the person said no, to this or for all sites; a yes that is not confirmed yet takes no no back.</summary>
    private static async Task<bool> MayNoteAsync(LeadGenDbContext db, Guid leadId)
    {
        var inForce = await ConsentBook.ReadAsync(db, CancellationToken.None);
        var state = await db.ConsentAsync(
            leadId,
            ConsentPurposes.MailTracking,
            inForce.IsConfirmed(ConsentPurposes.MailTracking),
            CancellationToken.None
        );
        return state.Standing is ConsentStanding.Given or ConsentStanding.None;
    }

    /// <summary>The browser, where it is known and this lead's: scanners have no cookies.</summary>
    private static async Task<Guid?> VisitorOfAsync(LeadGenDbContext db, HttpRequest request, Guid leadId) =>
        VisitorCookie.Read(request) is { } id && await db.Visitors.AnyAsync(v => v.Id == id && v.LeadId == leadId)
            ? id
            : null;

    private static async Task<IReadOnlyList<(int, TimeSpan)>> OthersAsync(
        LeadGenDbContext db,
        MailLink link,
        Guid leadId,
        DateTimeOffset now
    )
    {
        var since = now - Together;
        var clicks = await db
            .Touchpoints.Where(t =>
                t.LeadId == leadId && t.Kind == TouchpointKinds.EmailClicked && t.OccurredAt >= since
            )
            .Select(t => new { t.OccurredAt, t.Properties })
            .ToListAsync();
        return
        [
            .. clicks
                .Where(one => one.Properties.GetValueOrDefault(Mail) == link.MailId.ToString())
                .Select(one =>
                    (
                        int.TryParse(
                            one.Properties.GetValueOrDefault(Link),
                            CultureInfo.InvariantCulture,
                            out var number
                        )
                            ? number
                            : 1,
                        now - one.OccurredAt
                    )
                ),
        ];
    }

    /// <summary>What is certain of one click is of those with it: nothing that follows takes their marks.</summary>
    private static Task<int> DoubtAsync(
        LeadGenDbContext db,
        MailLink link,
        Guid leadId,
        string why,
        DateTimeOffset now
    ) =>
        db.Database.ExecuteSqlAsync(
            $"""
            update leadgen.touchpoints set machine_why = {why}
            where lead_id = {leadId} and kind = {TouchpointKinds.EmailClicked} and occurred_at >= {now - Together}
                and machine_why = any({MachineRules.Waiting}) and properties ->> {Mail} = {link.MailId.ToString()}
            """
        );

    /// <summary>Where it led, as far as that is nobody's secret.</summary>
    private static string? PathOf(string target) =>
        target.StartsWith("/offers/", StringComparison.Ordinal) ? target.Split('?')[0] : null;

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A click in mail {Mail} was let through and could not be recorded"
    )]
    private partial void LogNotRecorded(Exception e, Guid mail);
}
