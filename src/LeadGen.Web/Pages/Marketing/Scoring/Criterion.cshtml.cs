using System.Text.Json.Nodes;
using LeadGen.Domain.Offers;
using LeadGen.Domain.Scoring;
using LeadGen.Domain.Touchpoints;
using LeadGen.Web.Capture;
using LeadGen.Web.Data;
using LeadGen.Web.Pages.Shared;
using LeadGen.Web.Scoring;
using Microsoft.AspNetCore.Mvc;

namespace LeadGen.Web.Pages.Marketing.Scoring;

/// <summary>One criterion of the draft, or a new one. What it offers is what there is.</summary>
public sealed class CriterionModel(ModelDesk desk, OfferCache offers, TrackingPlans plans) : ScoringPageModel(desk)
{
    private IReadOnlyDictionary<string, string> _fields = new Dictionary<string, string>();
    private IReadOnlyList<Offer> _published = [];
    private JsonObject? _present;
    private IReadOnlyList<NamedConditions> _personas = [];
    private TrackingPlan _plan = new();

    [FromRoute]
    public string Section { get; set; } = "";

    [FromRoute]
    public string Key { get; set; } = "";

    public bool IsNew => Key == ScoringPaths.New && !Request.Query.ContainsKey("edit");
    public string Heading => IsNew ? Add : _fields.GetValueOrDefault("label", Add);

    public string Add =>
        Section switch
        {
            "fit" => "Add a fit criterion",
            "engagement" => "Add an engagement criterion",
            _ => "Add a product rule",
        };

    public string? Value(string field) => _fields.GetValueOrDefault(field);

    public IEnumerable<string> Values(string field) =>
        (Value(field) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public IEnumerable<string> Facts =>
        FactNames
            .Numbers.Concat(FactNames.Texts)
            .Order(StringComparer.Ordinal)
            .Concat(
                _published
                    .SelectMany(offer => offer.Form)
                    .Select(one => CustomField.From(one)?.Fact)
                    .Concat(
                        Hand.Model.Fit.SelectMany(one => one.Asked)
                            .Select(condition => condition.Fact)
                            .Where(fact => fact.StartsWith(CustomField.Prefix, StringComparison.Ordinal))
                    )
                    .OfType<string>()
                    .Distinct()
                    .Order(StringComparer.Ordinal)
            )
            .Append(FitCriterion.PersonaFact);

    /// <summary>Names of the personas that go by nothing but facts.</summary>
    public IEnumerable<string> Personas =>
        _personas.Where(persona => persona.IsScorable).Select(persona => persona.Name);

    /// <summary>What the model says of the persona, and what became of that since; null where it asks for none.</summary>
    public (string Words, string? Since)? Persona =>
        Hand.Model.Fit.FirstOrDefault(one => Section == "fit" && !IsNew && one.Key == Key)
            is { Conditions: { } kept } criterion
            ? (CriterionWords.Of(kept), ScoringWords.Since(criterion, _personas))
            : null;

    public IEnumerable<string> Groups => Hand.Model.Fit.Select(one => one.Group).OfType<string>().Distinct();

    public IEnumerable<Choice> Kinds =>
        TouchpointKinds
            .Shipped.Concat(_plan.Events)
            .Concat(Hand.Model.Engagement.Select(one => one.Kind))
            .Concat(Hand.Model.Product.SelectMany(one => one.Kinds))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(kind => new Choice(kind, kind));

    public IEnumerable<Choice> Offers =>
        _published
            .Select(offer => new Choice(offer.Slug, offer.Title))
            .Concat(
                Values("where.offers")
                    .Where(slug => _published.All(offer => offer.Slug != slug))
                    .Select(slug => new Choice(slug, slug, "Not published"))
            );

    public static IEnumerable<string> Industries => Domain.Offers.Industries.Suggested;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
        {
            return Section.Length > 0 && ModelEdit.Sections.Contains(Section)
                ? Tell("There is no such criterion any more. This is what there is.", ScoringPaths.Draft, "warning")
                : NotFound();
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
        {
            return ModelEdit.Sections.Contains(Section) ? Tell(Gone, ScoringPaths.Draft, "warning") : NotFound();
        }

        var key = IsNew ? ModelEdit.FreeKey(Hand.Model, Section, Sent("label")) : Key;
        var criterion = CriterionForm.Read(Section, key, _present, Sent, _personas);
        var answer = await KeepAsync(
            ModelEdit.With(Hand.Model, Section, criterion, _personas),
            IsNew ? "Added to the draft." : "Kept in the draft.",
            $"{ScoringPaths.Draft}#{Section}",
            path => CriterionForm.FieldOf(path, Section, key),
            cancel
        );
        return answer ?? Page();
    }

    /// <summary>What was typed stays, what stands now is told, and the next try goes over it.</summary>
    protected override async Task<IActionResult?> MovedOnAsync(string path, CancellationToken cancel)
    {
        await LoadAsync(cancel);
        var now = _present is null && !IsNew ? "it is not there any more" : $"the draft says: {Words()}";
        Response.StatusCode = StatusCodes.Status409Conflict;
        KeepTyped();
        ModelState.Remove("seen");
        ModelState.AddModelError(
            "label",
            $"Somebody changed the draft in the meantime; now {now}. What you typed is still here: send it again to put it in."
        );
        return null;
    }

    private string Words()
    {
        var (fit, engagement, product) = (
            Hand.Model.Fit.FirstOrDefault(one => Section == "fit" && one.Key == Key),
            Hand.Model.Engagement.FirstOrDefault(one => Section == "engagement" && one.Key == Key),
            Hand.Model.Product.FirstOrDefault(one => Section == "product" && one.Key == Key)
        );
        return fit is not null ? $"“{fit.Label}”, {CriterionWords.Of(fit)}, {fit.Points} points"
            : engagement is not null
                ? $"“{engagement.Label}”, {CriterionWords.Of(engagement)}, {engagement.Points} points"
            : product is not null ? $"“{product.Label}”, {CriterionWords.Of(product)}"
            : "something else";
    }

    private async Task<bool> LoadAsync(CancellationToken cancel)
    {
        await LoadHandAsync(cancel);
        _published = await offers.PublishedAsync(cancel);
        _plan = await plans.CurrentAsync(cancel);
        if (!ModelEdit.Sections.Contains(Section))
        {
            return false;
        }

        _present = IsNew ? null : ModelEdit.Find(Hand.Model, Section, Key);
        _fields = _present is null ? Asked() : CriterionForm.Fields(_present);
        _personas = await Desk.PersonasAsync(cancel);
        return IsNew || _present is not null;
    }

    /// <summary>A link may say what a new criterion begins with.</summary>
    private Dictionary<string, string> Asked() =>
        Request
            .Query.Where(field => field.Key is "label" or "fact" or "operator" or "value")
            .ToDictionary(field => field.Key, field => field.Value.ToString());
}
