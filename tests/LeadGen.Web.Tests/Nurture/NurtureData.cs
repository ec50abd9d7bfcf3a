using LeadGen.Domain.Capture;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Nurture;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data.Mails;
using LeadGen.Web.Data.Nurture;
using LeadGen.Web.Nurture;
using LeadGen.Web.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static LeadGen.Web.Tests.SalesData;

namespace LeadGen.Web.Tests.Nurture;

/// <summary>Sequences, who is in them, and what they got.</summary>
internal static class NurtureData
{
    /// <summary>Any hour of any day, and as many as there are.</summary>
    public static readonly NurturePace AtAnyTime = new(
        new SendingHours(TimeOnly.MinValue, TimeOnly.MinValue, Weekends: true),
        new MailCap(MailCap.MailsMax, 1)
    );

    /// <summary>A sequence that runs, with a mail for each of these delays.</summary>
    public static Task<NurtureSequence> SequenceAsync(this WebApp app, NurtureEntry entry, params int[] delays) =>
        app.DbAsync(async db =>
        {
            var now = app.Clock.GetUtcNow();
            var sequence = NurtureSequence.Create("News", entry, "Mia", now);
            foreach (var (hours, i) in delays.Select((hours, i) => (hours, i)))
            {
                sequence.Put(
                    new NurtureStep(
                        Guid.CreateVersion7(now),
                        hours,
                        $"Mail {i + 1}, {{{{first_name|friend}}}}",
                        "Hello {{first_name|there}}, read [our guide](/offers/guide)."
                    ),
                    "Mia",
                    now
                );
            }

            sequence.Start("Mia", now);
            db.NurtureSequences.Add(sequence);
            await db.SaveChangesAsync(Cancel);
            return sequence;
        });

    /// <summary>That pace from now on, and none of the sequences that other tests left running.</summary>
    public static Task PaceAsync(this WebApp app, NurturePace pace) =>
        app.DbAsync(async db =>
        {
            await db.SavePaceAsync(pace, Cancel);
            return await db
                .NurtureSequences.Where(one => one.State == NurtureState.Running)
                .ExecuteUpdateAsync(one => one.SetProperty(s => s.State, NurtureState.Paused), Cancel);
        });

    /// <summary>Says yes or no to a purpose, on the page of their preferences, which confirms it, or by the form, which does not.</summary>
    public static Task SayAsync(
        this WebApp app,
        Lead lead,
        bool given = true,
        string how = ConsentWays.Preferences,
        string purpose = ConsentPurposes.MarketingEmail
    ) =>
        app.DbAsync(async db =>
        {
            var text = new ConsentText(purpose, "1", "Yes");
            db.Consents.Add(Consent.Record(text, given, how, app.Clock.GetUtcNow(), lead.Id));
            return await db.SaveChangesAsync(Cancel);
        });

    /// <summary>A lead who wants mail.</summary>
    public static async Task<Lead> ReaderAsync(this WebApp app, string country = "DE")
    {
        var lead = await app.LeadAsync(facts: new Dictionary<string, string?> { ["country"] = country });
        await app.SayAsync(lead);
        return lead;
    }

    public static Task DidAsync(this WebApp app, Lead lead, string kind, params (string Name, string Value)[] how) =>
        app.DbAsync(async db =>
        {
            var now = app.Clock.GetUtcNow();
            db.Touchpoints.Add(
                new Touchpoint
                {
                    Id = Guid.CreateVersion7(now),
                    LeadId = lead.Id,
                    Kind = kind,
                    OccurredAt = now,
                    RecordedAt = now,
                    Properties = how.ToDictionary(one => one.Name, one => one.Value),
                }
            );
            return await db.SaveChangesAsync(Cancel);
        });

    /// <summary>All that is due, by that many instances at once.</summary>
    public static Task RoundAsync(this WebApp app, int instances = 1) =>
        Task.WhenAll(
            Enumerable
                .Range(0, instances)
                .Select(_ => ActivatorUtilities.CreateInstance<NurtureRoad>(app.Services).DrainAsync(Cancel))
        );

    public static async Task LaterAsync(this WebApp app, TimeSpan by, int instances = 1)
    {
        app.Clock.Advance(by);
        await app.RoundAsync(instances);
    }

    public static async Task<List<NurtureMail>> GotAsync(this WebApp app, Lead lead) =>
        [
            .. (await app.MailsAsync())
                .Where(mail => mail.LeadId == lead.Id && mail.Kind == MailKind.Nurture)
                .Select(mail => Data.JsonColumn.Read<NurtureMail>(mail.Data)),
        ];

    public static Task<NurtureEnrolment?> PlaceAsync(this WebApp app, NurtureSequence sequence, Lead lead) =>
        app.DbAsync(db =>
            db.NurtureEnrolments.AsNoTracking()
                .SingleOrDefaultAsync(one => one.SequenceId == sequence.Id && one.LeadId == lead.Id, Cancel)
        );
}
