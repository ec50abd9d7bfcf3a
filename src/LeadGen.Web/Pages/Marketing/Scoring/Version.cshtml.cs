using System.Globalization;
using LeadGen.Domain.Scoring;
using LeadGen.Web.Data;
using LeadGen.Web.Scoring;
using Microsoft.AspNetCore.Mvc;

namespace LeadGen.Web.Pages.Marketing.Scoring;

/// <summary>One version: who published it and why, what it changed, and the way back to it.</summary>
public sealed class VersionModel(ModelDesk desk, ModelPublisher publisher, GoldenDesk golden, TimeProvider time)
    : ScoringPageModel(desk)
{
    [FromRoute]
    public string Number { get; set; } = "";

    /// <summary>The version that it is held against; the one before it unless asked for.</summary>
    [FromQuery]
    public int? Against { get; set; }

    public DateTimeOffset Now { get; private set; }
    public ScoringModelVersion Version { get; private set; } = null!;
    public ScoringModelVersion? Other { get; private set; }
    public IReadOnlyList<ModelChange> Changes { get; private set; } = [];
    public IReadOnlyList<ScoringModelVersion> Versions { get; private set; } = [];

    public IReadOnlyList<NamedConditions> Personas { get; private set; } = [];

    /// <summary>Golden leads that change if this version comes back.</summary>
    public IReadOnlyList<GoldenCheck> Golden { get; private set; } = [];
    public bool IsInForce => Version.State == Data.ModelState.Published;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) =>
        await LoadAsync(cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnGetJsonAsync(CancellationToken cancel) =>
        await LoadAsync(cancel)
            ? File(Version.Model, string.Create(CultureInfo.InvariantCulture, $"scoring-model-{Version.Version}.json"))
            : NotFound();

    public async Task<IActionResult> OnPostReturnAsync(int inForce, CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }

        var number = Version.Version!.Value;
        var result = await publisher.ReturnAsync(number, Who, inForce, Acknowledged, cancel);
        if (result is PublishResult.MovedOn)
        {
            return Tell(
                "Somebody published another version in the meantime. This is how it stands now.",
                ScoringPaths.Version(number),
                "warning"
            );
        }

        if (Tell(result, ScoringPaths.Version(number)) is { } told)
        {
            return told;
        }

        KeepTyped();
        return Refuse("acknowledge", ScoringWords.Unacknowledged((PublishResult.Unacknowledged)result));
    }

    private async Task<bool> LoadAsync(CancellationToken cancel)
    {
        if (
            !int.TryParse(Number, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || await Desk.VersionAsync(number, cancel) is not { } version
        )
        {
            return false;
        }

        await LoadHandAsync(cancel);
        (Now, Version) = (time.GetUtcNow(), version);
        Personas = await Desk.PersonasAsync(cancel);
        Versions = await Desk.VersionsAsync(cancel);
        Other = await Desk.VersionAsync(Against ?? (number - 1), cancel);
        Changes = Other is null ? [] : ModelDiff.Of(Other.Model, version.Model);
        Golden = IsInForce ? [] : await golden.ChangedAsync(Hand.Published.Model, version.Model, cancel);
        return true;
    }
}
