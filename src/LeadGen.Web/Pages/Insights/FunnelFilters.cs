using LeadGen.Domain;
using LeadGen.Domain.Lifecycle;
using LeadGen.Web.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Insights;
using LeadGen.Web.Pages.Shared;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Pages.Insights;

/// <summary>One filter with the values that there are.</summary>
public sealed record FunnelFilter(string Name, string Label, string? Chosen, IReadOnlyList<Choice> Choices);

/// <summary>The filters of the insights pages and how what they say is called.</summary>
public sealed class FunnelFilters(FunnelPick pick, IReadOnlyList<FunnelFilter> all)
{
    /// <summary>As many values are offered to choose from; the address takes any.</summary>
    private const int ChoicesMax = 200;

    public FunnelPick Pick => pick;
    public IReadOnlyList<FunnelFilter> All => all;

    public static async Task<FunnelFilters> ReadAsync(
        LeadGenDbContext db,
        OfferCache offers,
        FunnelPick pick,
        CancellationToken cancel
    )
    {
        var values = await FunnelReport.ValuesAsync(db, cancel);
        var titles = await OfferTitles.ReadAsync(offers, cancel);
        var teams = await db.Set<LeadGen.Web.Data.Sales.TeamRow>()
            .ToDictionaryAsync(team => team.Id.ToString(), team => team.Name, cancel);
        var personas = (await LeadGen.Web.Data.Funnel.PersonaRow.ReadAsync(db, cancel)).All.ToDictionary(
            persona => persona.Id.ToString(),
            persona => persona.Name
        );
        return new FunnelFilters(
            pick,
            [
                Of("offer", "Offer", values.Offer, slug => titles.Of(slug)!),
                Of("source", "Source", Folded(values.Source)),
                Of("medium", "Medium", Folded(values.Medium)),
                Of("campaign", "Campaign", Folded(values.Campaign)),
                Of("channel", "Channel", values.Channel, Capital),
                Of("direction", "Who began", values.Direction, FunnelWords.Direction),
                Of("persona", "Persona", values.Persona, id => personas.GetValueOrDefault(id, "one that is gone")),
                Of("team", "Team", values.Team, id => teams.GetValueOrDefault(id, "a team that is gone")),
                Of("kind", "First qualified as", values.Kind, Kind),
            ]
        );

        // Some are of a time when their case told them apart.
        static string[] Folded(string[] values) => [.. values.Select(value => value.ToLowerInvariant()).Distinct()];

        FunnelFilter Of(string name, string label, string[] known, Func<string, string>? words = null)
        {
            var chosen = pick.Asked.GetValueOrDefault(name);
            var offered = known.Where(value => value.Length > 0).Take(ChoicesMax);
            return new FunnelFilter(
                name,
                label,
                chosen,
                [
                    new Choice("", "Any"),
                    .. offered
                        .Concat(chosen is { } one && one != FunnelPick.NotKnown ? [one] : [])
                        .Distinct(StringComparer.Ordinal)
                        .Select(value => new Choice(value, words?.Invoke(value) ?? value))
                        .OrderBy(choice => choice.Text, StringComparer.OrdinalIgnoreCase),
                    new Choice(
                        FunnelPick.NotKnown,
                        name == "team" ? "Not handed over"
                            : name == "persona" ? "None of them"
                            : name == "kind" ? "Not qualified, or told without a hand-off"
                            : "Not known"
                    ),
                ]
            );
        }
    }

    /// <summary>What is asked for, in words: "source google, channel Form".</summary>
    public string Told =>
        string.Join(
            ", ",
            all.Where(filter => filter.Chosen is not null)
                .Select(filter =>
                    $"{filter.Label.ToLowerInvariant()} {filter.Choices.First(choice => choice.Value == filter.Chosen).Text}"
                )
        );

    private static string Kind(string term) =>
        Terms.Parse<QualificationKind>(term) is { } kind ? FunnelWords.Kind(kind) : term;

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
