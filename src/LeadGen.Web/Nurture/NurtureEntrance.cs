using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Nurture;
using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Nurture;

/// <summary>
/// Lets people in, by what was written since the last look, and lets those out who came to sales or said no. It reads what is new alone, however
/// much there is; what it misses is seen when somebody's next mail is due.
/// </summary>
public sealed partial class NurtureEntrance(LeadGenDbContext db, TimeProvider time, ILogger<NurtureEntrance> log)
{
    public const int BatchSize = 1000;

    /// <summary>So long a transaction may take from its clock to its commit. Who is found twice comes in once.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    private static readonly string[] Reachable = [Terms.Of(Stage.Lead), Terms.Of(Stage.Recycled)];

    private static readonly string[] Ending =
    [
        .. Enum.GetValues<Stage>().Where(stage => stage is not (Stage.Lead or Stage.Recycled)).Select(Terms.Of),
    ];

    /// <summary>Of several instances one looks at a time.</summary>
    /// <returns>True where more may be waiting.</returns>
    public async Task<bool> LookAsync(CancellationToken cancel)
    {
        await using var transaction = await db.BeginBatchAsync(cancel);
        var isOurs = await db
            .Database.SqlQuery<bool>($"select pg_try_advisory_xact_lock(hashtext('leadgen nurture')) as \"Value\"")
            .SingleAsync(cancel);
        if (!isOurs)
        {
            return false;
        }

        var now = time.GetUtcNow();
        await LetOutAsync(now, cancel);
        var isMore = false;
        var running = await db
            .NurtureSequences.AsNoTracking()
            .Where(sequence => sequence.State == NurtureState.Running)
            .ToListAsync(cancel);
        foreach (var sequence in running)
        {
            isMore |= await LetInAsync(sequence, now, cancel);
        }

        await transaction.CommitAsync(cancel);
        return isMore;
    }

    private async Task<bool> LetInAsync(NurtureSequence sequence, DateTimeOffset now, CancellationToken cancel)
    {
        var since = sequence.EnteredUntil - Overlap;
        since = since > sequence.EntersSince ? since : sequence.EntersSince;
        var leads = await CandidatesAsync(sequence, since, cancel);
        if (leads.Length > 0)
        {
            var ids = Array.ConvertAll(leads, _ => Guid.CreateVersion7(now));
            var first = now + sequence.Steps[0].Delay;
            var entered = await db.Database.ExecuteSqlAsync(
                $"""
                insert into leadgen.nurture_enrolments (id, sequence_id, lead_id, entered_at, position, next_at)
                select one.id, {sequence.Id}, one.lead_id, {now}, 0, {first} from unnest({ids}, {leads}) one (id, lead_id)
                on conflict do nothing
                """,
                cancel
            );
            NurtureMetrics.Entered(entered);
            LogEntered(sequence.Id, entered);
        }

        if (leads.Length == BatchSize)
        {
            return true;
        }

        await db.Database.ExecuteSqlAsync(
            $"update leadgen.nurture_sequences set entered_until = {now} where id = {sequence.Id} and entered_until < {now}",
            cancel
        );
        return false;
    }

    /// <summary>Those who said yes to mail, confirmed or not yet, and whom no rep is at.</summary>
    private async Task<Guid[]> CandidatesAsync(NurtureSequence sequence, DateTimeOffset since, CancellationToken cancel)
    {
        string[] stages = sequence.Entry.ToStage == Stage.Customer ? [Terms.Of(Stage.Customer)] : Reachable;
        var found = sequence.EntryKind switch
        {
            NurtureEntryKind.Offer => Sql(
                $"select lead_id from leadgen.submissions where offer_id = {sequence.Entry.OfferId} and received_at >= {since}"
            ),
            NurtureEntryKind.Recycle => Sql(
                $"""
                select lead_id from leadgen.stage_moves where id >= {FirstId.Since(since)} and at >= {since}
                    and to_stage = 'recycled' and reason = {sequence.EntryValue}
                """
            ),
            // Importing floods nobody.
            NurtureEntryKind.Stage when sequence.Entry.ToStage == Stage.Lead => Sql(
                $"""
                select id as lead_id from leadgen.leads where id >= {FirstId.Since(since)} and created_at >= {since}
                    and channel <> 'import'
                union all
                select lead_id from leadgen.stage_moves where id >= {FirstId.Since(since)} and at >= {since}
                    and to_stage = 'lead'
                """
            ),
            NurtureEntryKind.Stage => Sql(
                $"""
                select lead_id from leadgen.stage_moves where id >= {FirstId.Since(since)} and at >= {since}
                    and to_stage = {sequence.EntryValue} and not implied
                """
            ),
        };
        var arguments = found.GetArguments().ToList();
        int Next(object value)
        {
            arguments.Add(value);
            return arguments.Count - 1;
        }

        var sql = $$"""
            select distinct person.id as "Value" from ({{found.Format}}) came
            join leadgen.leads l on l.id = came.lead_id
            join leadgen.leads person on person.id = coalesce(l.merged_into, l.id)
            where person.stage = any({{{Next(stages)}}})
                and exists (select from leadgen.consents c where c.lead_id in (l.id, person.id)
                    and c.purpose = {{{Next(ConsentPurposes.MarketingEmail)}}} and c.given)
                and not exists (select from leadgen.nurture_enrolments e
                    where e.sequence_id = {{{Next(sequence.Id)}}} and e.lead_id = person.id)
            limit {{{Next(BatchSize)}}}
            """;
        return await db.Database.SqlQueryRaw<Guid>(sql, [.. arguments!]).ToArrayAsync(cancel);
    }

    private static FormattableString Sql(FormattableString sql) => sql;

    private async Task LetOutAsync(DateTimeOffset now, CancellationToken cancel)
    {
        var since = FirstId.Since(now - Overlap);
        var qualified = await db.Database.ExecuteSqlAsync(
            $"""
            update leadgen.nurture_enrolments e set left_at = {now},
                left_why = case when m.to_stage = 'disqualified' then 'disqualified' else 'qualified' end
            from leadgen.stage_moves m, leadgen.nurture_sequences s
            where m.id >= {since} and m.to_stage = any({Ending}) and not m.implied
                and e.lead_id = m.lead_id and e.left_at is null and m.at >= e.entered_at and s.id = e.sequence_id
                and not (m.to_stage = 'customer' and s.entry_kind = 'stage' and s.entry_value = 'customer')
            """,
            cancel
        );
        var objected = await db.Database.ExecuteSqlAsync(
            $"""
            update leadgen.nurture_enrolments e set left_at = {now}, left_why = 'unsubscribed' from leadgen.consents c
            where c.id >= {since} and c.purpose = {ConsentPurposes.MarketingEmail} and not c.given
                and e.lead_id = c.lead_id and e.left_at is null and c.at >= e.entered_at
            """,
            cancel
        );
        // What waits for a mail server that is away is not sent to who came to sales, or said no, meanwhile.
        await db.Database.ExecuteSqlAsync(
            $"""
            delete from leadgen.mails w
            using leadgen.stage_moves m, leadgen.nurture_enrolments e, leadgen.nurture_sequences s,
                leadgen.nurture_mailings n
            where m.id >= {since} and m.to_stage = any({Ending}) and not m.implied and e.lead_id = m.lead_id
                and e.left_why in ('qualified', 'disqualified', 'finished') and m.at >= e.entered_at
                and s.id = e.sequence_id
                and not (m.to_stage = 'customer' and s.entry_kind = 'stage' and s.entry_value = 'customer')
                and n.enrolment_id = e.id and w.id = n.mail_id and w.state = 'waiting' and w.lease_until is null
            """,
            cancel
        );
        await db.Database.ExecuteSqlAsync(
            $"""
            delete from leadgen.mails m using leadgen.nurture_mailings n, leadgen.nurture_enrolments e, leadgen.consents c
            where c.id >= {since} and c.purpose = {ConsentPurposes.MarketingEmail} and not c.given
                and e.lead_id = c.lead_id and e.left_why = 'unsubscribed' and n.enrolment_id = e.id
                and m.id = n.mail_id and m.state = 'waiting' and m.lease_until is null
            """,
            cancel
        );
        if (qualified > 0)
        {
            NurtureMetrics.Left(NurtureExit.Qualified, qualified);
        }

        if (objected > 0)
        {
            NurtureMetrics.Left(NurtureExit.Unsubscribed, objected);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{People} people came into sequence {Sequence}")]
    private partial void LogEntered(Guid sequence, int people);
}
