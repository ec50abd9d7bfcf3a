using LeadGen.Domain;
using LeadGen.Domain.Capture;
using LeadGen.Domain.Insights;
using LeadGen.Domain.Lifecycle;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Funnel;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Insights;

/// <summary>A lead as the funnel sees it.</summary>
internal sealed record FunnelReading(Guid LeadId, Journey Journey, FunnelGroup Group);

/// <summary>A sale and the source of the last touch before it.</summary>
internal sealed record DealReading(
    Guid OutcomeId,
    Guid LeadId,
    DateTimeOffset OccurredAt,
    decimal? Amount,
    string? Currency,
    string? Source,
    string? Medium,
    string? Campaign
);

/// <summary>Reads how far leads came, with all that was merged into them.</summary>
internal sealed class FunnelReads(LeadGenDbContext db, Personas personas)
{
    /// <summary>What can be told apart by it is kept as long as this.</summary>
    private const int TextMaxLength = 100;

    /// <param name="survivors">Leads that stand for themselves.</param>
    public async Task<List<FunnelReading>> ReadAsync(Guid[] survivors, CancellationToken cancel)
    {
        var leads = await LeadsAsync(survivors, cancel);
        var parts = await PartsAsync(survivors, cancel);
        var who = await PersonasAsync(survivors, cancel);
        var (moves, handoffs, sales, offers) = (
            await MovesAsync(parts, cancel),
            await HandoffsAsync(parts, cancel),
            await SalesAsync(parts, cancel),
            await OffersAsync(parts, cancel)
        );
        return
        [
            .. leads.Select(lead =>
                ReadingOf(
                    lead,
                    moves.GetValueOrDefault(lead.Id),
                    handoffs.GetValueOrDefault(lead.Id),
                    sales.GetValueOrDefault(lead.Id),
                    offers.GetValueOrDefault(lead.Id),
                    who.GetValueOrDefault(lead.Id)
                )
            ),
        ];
    }

    private static FunnelReading ReadingOf(
        LeadRow lead,
        MoveRow? move,
        HandoffRow? handoff,
        SaleRow? sale,
        OfferRow? offer,
        Persona? persona
    )
    {
        var kind = move is null ? (QualificationKind?)null : Terms.Read<QualificationKind>(move.Stage);
        var channel = Terms.Read<Channel>(lead.Channel);
        var source = Source.From(lead.Source, lead.Medium, lead.Campaign, lead.Referrer);
        return new(
            lead.Id,
            new Journey(
                lead.CreatedAt,
                kind,
                move?.At,
                handoff?.AcceptedAt,
                handoff?.ConfirmedAt,
                sale?.OpportunityAt,
                sale?.WonAt
            ),
            new FunnelGroup(
                Text(offer?.Offer),
                Text(source?.Name),
                Text(source?.Medium),
                Text(source?.Campaign),
                Terms.Of(channel),
                Terms.Of(ChannelRules.Decide(source).Direction),
                persona?.Id.ToString() ?? "",
                handoff?.TeamId?.ToString() ?? "",
                kind is { } known ? Terms.Of(known) : ""
            )
        );
    }

    /// <summary>By which figures are told apart: those who write links write Google and google, and mean the same.</summary>
    public static string Text(string? text) => CleanText.Bounded(text, TextMaxLength)?.ToLowerInvariant() ?? "";

    private async Task<Dictionary<Guid, Persona?>> PersonasAsync(Guid[] leads, CancellationToken cancel)
    {
        if (personas.IsEmpty)
        {
            return [];
        }

        var read = await db
            .Leads.AsNoTracking()
            .Where(lead => leads.Contains(lead.Id))
            .GroupJoin(
                db.Accounts,
                lead => lead.AccountId,
                account => account.Id,
                (lead, accounts) => new { lead, accounts }
            )
            .SelectMany(one => one.accounts.DefaultIfEmpty(), (one, account) => new { one.lead, account })
            .AsNoTracking()
            .ToListAsync(cancel);
        return read.ToDictionary(one => one.lead.Id, one => personas.Of(one.lead, one.account));
    }

    private sealed record LeadRow(
        Guid Id,
        DateTimeOffset CreatedAt,
        string Channel,
        string? Source,
        string? Medium,
        string? Campaign,
        string? Referrer
    );

    /// <summary>Who was imported became a lead when the file says so.</summary>
    private Task<List<LeadRow>> LeadsAsync(Guid[] leads, CancellationToken cancel) =>
        db
            .Database.SqlQuery<LeadRow>(
                $"""
                select id, case channel when 'import' then least(created_at, (first_touch ->> 'at')::timestamptz) else created_at end as created_at, channel, first_touch #>> {"{source,name}"}::text[] as source,
                    first_touch #>> {"{source,medium}"}::text[] as medium, first_touch #>> {"{source,campaign}"}::text[] as campaign,
                    first_touch #>> {"{source,referrer}"}::text[] as referrer
                from leadgen.leads where id = any({leads}) and merged_into is null
                """
            )
            .ToListAsync(cancel);

    /// <summary>Leads and those merged into them, and in the same places whose parts they are.</summary>
    private sealed record Parts(Guid[] Ids, Guid[] Of);

    private sealed record PartRow(Guid Id, Guid Of);

    private async Task<Parts> PartsAsync(Guid[] survivors, CancellationToken cancel)
    {
        var merged = await db
            .Leads.Where(lead => survivors.Contains(lead.MergedInto!.Value))
            .Select(lead => new PartRow(lead.Id, lead.MergedInto!.Value))
            .ToListAsync(cancel);
        return new(
            [.. survivors, .. merged.Select(part => part.Id)],
            [.. survivors, .. merged.Select(part => part.Of)]
        );
    }

    private sealed record MoveRow(Guid LeadId, string Stage, DateTimeOffset At);

    /// <summary>The first move to a stage in which a lead is handed over; those that were skipped did not take place.</summary>
    private Task<Dictionary<Guid, MoveRow>> MovesAsync(Parts parts, CancellationToken cancel) =>
        db
            .Database.SqlQuery<MoveRow>(
                $"""
                select distinct on (p.lead) p.lead as lead_id, m.to_stage as stage, m.at
                from unnest({parts.Ids}, {parts.Of}) p (id, lead) join leadgen.stage_moves m on m.lead_id = p.id
                where not m.implied and m.made_by <> 'undone'
                    and (m.to_stage in ('mql', 'pql', 'cql', 'service_qualified') or m.to_stage = 'sql' and m.made_by = 'hand_raise')
                order by p.lead, m.at, m.id
                """
            )
            .ToDictionaryAsync(row => row.LeadId, cancel);

    private sealed record HandoffRow(
        Guid LeadId,
        Guid? TeamId,
        DateTimeOffset? AcceptedAt,
        DateTimeOffset? ConfirmedAt
    );

    private Task<Dictionary<Guid, HandoffRow>> HandoffsAsync(Parts parts, CancellationToken cancel) =>
        db
            .Database.SqlQuery<HandoffRow>(
                $"""
                select p.lead as lead_id, (array_agg(h.team_id order by h.id) filter (where h.team_id is not null))[1] as team_id,
                    min(h.accepted_at) as accepted_at, min(h.closed_at) filter (where h.state = 'qualified') as confirmed_at
                from unnest({parts.Ids}, {parts.Of}) p (id, lead) join leadgen.handoffs h on h.lead_id = p.id
                group by p.lead
                """
            )
            .ToDictionaryAsync(row => row.LeadId, cancel);

    private sealed record SaleRow(Guid LeadId, DateTimeOffset? OpportunityAt, DateTimeOffset? WonAt);

    private Task<Dictionary<Guid, SaleRow>> SalesAsync(Parts parts, CancellationToken cancel) =>
        db
            .Database.SqlQuery<SaleRow>(
                $"""
                select p.lead as lead_id, min(o.occurred_at) filter (where o.result = 'opportunity') as opportunity_at,
                    min(o.occurred_at) filter (where o.result = 'won') as won_at
                from unnest({parts.Ids}, {parts.Of}) p (id, lead) join leadgen.outcomes o on o.lead_id = p.id
                group by p.lead
                """
            )
            .ToDictionaryAsync(row => row.LeadId, cancel);

    /// <summary>With the last source before each sale; of the lead as a whole where no touchpoint tells one.</summary>
    public async Task<List<DealReading>> DealsAsync(Guid[] survivors, CancellationToken cancel)
    {
        var parts = await PartsAsync(survivors, cancel);
        return await db
            .Database.SqlQuery<DealReading>(
                $"""
                select o.id as outcome_id, p.lead as lead_id, o.occurred_at, o.amount, o.currency,
                    s.source ->> 'name' as source, s.source ->> 'medium' as medium, s.source ->> 'campaign' as campaign
                from unnest({parts.Ids}, {parts.Of}) p (id, lead)
                join leadgen.outcomes o on o.lead_id = p.id and o.result = 'won'
                join leadgen.leads l on l.id = p.lead
                cross join lateral (select coalesce(
                    (select t.source from leadgen.touchpoints t
                        where t.lead_id = p.id and t.occurred_at <= o.occurred_at and t.source is not null and not t.machine
                        order by t.occurred_at desc, t.id desc limit 1),
                    l.last_touch -> 'source', l.first_touch -> 'source') as source) s
                """
            )
            .ToListAsync(cancel);
    }

    private sealed record OfferRow(Guid LeadId, string Offer);

    /// <summary>The first offer that a lead took; looking at its page is not enough.</summary>
    private Task<Dictionary<Guid, OfferRow>> OffersAsync(Parts parts, CancellationToken cancel) =>
        db
            .Database.SqlQuery<OfferRow>(
                $"""
                select distinct on (p.lead) p.lead as lead_id, t.offer
                from unnest({parts.Ids}, {parts.Of}) p (id, lead)
                cross join lateral (
                    select offer, occurred_at from leadgen.touchpoints
                    where lead_id = p.id and offer is not null and kind <> 'page_view' and not machine
                    order by occurred_at, id limit 1) t
                order by p.lead, t.occurred_at
                """
            )
            .ToDictionaryAsync(row => row.LeadId, cancel);
}
