using LeadGen.Domain.Insights;
using LeadGen.Domain.Leads;
using LeadGen.Domain.Learning;
using LeadGen.Domain.Scoring;
using LeadGen.Web.Scoring.History;
using LeadGen.Web.Scoring.Replays;
using Npgsql;

namespace LeadGen.Web.Scoring.Learning;

/// <summary>Reads all leads as examples: each as it stood when sales got it, or where sales said nothing, as it stands now.</summary>
/// <param name="inForce">The model in force, whose scores stand beside what is learned.</param>
internal sealed class ExampleReader(NpgsqlDataSource source, ScoringModel inForce, DateTimeOffset now)
{
    private const int SampledTouchpoints = 50_000;
    private const int ValuesMax = 60;
    private const int PropertiesMax = 40;

    /// <param name="told">Is told now and then how many leads are read, and may stop it by throwing.</param>
    public Examples Read(Action<long> told, CancellationToken cancel)
    {
        using var reader = new HistoryReader(
            source,
            [.. Account.SharedFacts],
            [.. HistorySql.PropertiesOf([inForce]).Union(TellingProperties()).Order(StringComparer.Ordinal)],
            ReplayOrder.AsHappened
        );
        var (examples, sheet) = (new Examples(now), new Scoresheet(inForce));
        var (next, read, adding) = (new LeadBatch(), new LeadBatch(), Task.CompletedTask);
        // While some are added the next are read.
        while (true)
        {
            next.Fill(reader);
            adding.GetAwaiter().GetResult();
            told(examples.Count);
            if (next.Leads.IsEmpty)
            {
                break;
            }

            cancel.ThrowIfCancellationRequested();
            (next, read) = (read, next);
            var batch = read;
            adding = Task.Run(() => AddAll(examples, batch, sheet), CancellationToken.None);
        }

        return examples.Closed();
    }

    private void AddAll(Examples examples, LeadBatch batch, Scoresheet sheet)
    {
        foreach (var lead in batch.Leads)
        {
            Add(examples, lead, sheet);
        }
    }

    private void Add(Examples examples, LeadHistory lead, Scoresheet sheet)
    {
        var at = lead.Verdict?.HandedOver ?? now;
        var (then, latest) = (LeadFacts.None, LeadFacts.None);
        DateTimeOffset? first = null;
        foreach (var step in lead.Facts)
        {
            (then, latest) = (step.At <= at ? step.Facts : then, step.Facts);
            first ??= step.Own ? step.At : null;
        }

        lead.Touchpoints.RemoveAll(touchpoint => touchpoint.OccurredAt > at);
        sheet.Put(lead.Touchpoints);
        examples.Add(
            then,
            latest,
            lead.Touchpoints,
            lead.Verdict is null ? first ?? now : at,
            lead.Verdict?.Good,
            sheet.Score(then, at).Total
        );
    }

    /// <summary>Properties of late touchpoints that have few different values; what is different every time tells nothing.</summary>
    private List<string> TellingProperties()
    {
        using var command = source.CreateCommand(
            """
            select key from (select properties from leadgen.touchpoints order by id desc limit $1) t,
                jsonb_each_text(properties)
            group by key having count(distinct value) <= $2 order by count(*) desc, key limit $3
            """
        );
        command.Parameters.Add(new() { Value = SampledTouchpoints });
        command.Parameters.Add(new() { Value = ValuesMax });
        command.Parameters.Add(new() { Value = PropertiesMax });
        using var rows = command.ExecuteReader();
        var names = new List<string>();
        while (rows.Read())
        {
            names.Add(rows.GetString(0));
        }

        return names;
    }
}
