using LeadGen.Domain.Nurture;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Nurture;
using LeadGen.Web.Pages.Shared;
using Microsoft.AspNetCore.Mvc;

namespace LeadGen.Web.Pages.Marketing.Nurture;

/// <summary>One sequence: its mails in order with what became of them, who left and why; started and paused here.</summary>
public sealed class SequenceModel(LeadGenDbContext db, NurtureDesk desk, TimeProvider time) : NurturePageModel(db, time)
{
    private IReadOnlyDictionary<Guid, StepNumbers> _steps = new Dictionary<Guid, StepNumbers>();

    public string Entry { get; private set; } = "";
    public int In { get; private set; }
    public IReadOnlyList<ExitNumbers> Exits { get; private set; } = [];

    public StepNumbers Numbers(NurtureStep step) => _steps.GetValueOrDefault(step.Id) ?? new(step.Id, 0, 0, 0);

    /// <summary>"12 sent, 3 of 10 clicked": of whom clicks may be noted.</summary>
    public string InWords(NurtureStep step) =>
        Numbers(step) switch
        {
            { Sent: 0 } => "Nobody got it yet",
            { Counted: 0 } one => $"{Words.Number(one.Sent)} sent; clicks are noted of nobody yet",
            var one =>
                $"{Words.Number(one.Sent)} sent; {Words.Number(one.Clicked)} of {Words.Number(one.Counted)} clicked",
        };

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }

        await ShowAsync(cancel);
        return Page();
    }

    public Task<IActionResult> OnPostStartAsync(CancellationToken cancel) =>
        ChangeAsync(
            "started",
            "It runs: people come in from now on.",
            (sequence, by, now) => sequence.Start(by, now),
            cancel
        );

    public Task<IActionResult> OnPostPauseAsync(CancellationToken cancel) =>
        ChangeAsync(
            "paused",
            "Paused: nobody gets anything and nobody comes in until you start it again.",
            (sequence, by, now) => sequence.Pause(by, now),
            cancel
        );

    public Task<IActionResult> OnPostStepAsync(CancellationToken cancel)
    {
        var verb = Sent("verb");
        return !Guid.TryParse(Sent("step"), out var step)
            ? Task.FromResult<IActionResult>(BadRequest())
            : ChangeAsync(
                "mails changed",
                verb == "remove" ? "The mail is out of the sequence. Who had it, had it." : "Moved.",
                (sequence, by, now) =>
                {
                    if (verb == "remove")
                    {
                        sequence.Remove(step, by, now);
                    }
                    else
                    {
                        sequence.Move(step, verb == "up" ? -1 : 1, by, now);
                    }
                },
                cancel
            );
    }

    private async Task<IActionResult> ChangeAsync(
        string what,
        string done,
        Action<NurtureSequence, string, DateTimeOffset> change,
        CancellationToken cancel
    )
    {
        if (!await LoadAsync(cancel))
        {
            return NotFound();
        }

        var by = User.StaffName()!;
        var result = await desk.ChangeAsync(
            Sequence,
            SentVersion,
            what,
            (sequence, now) => change(sequence, by, now),
            cancel
        );
        return result.Wrong is { } wrong
            ? Tell(
                result.IsStale ? "Somebody else changed it meanwhile: this is how it stands now." : wrong,
                NurturePaths.Sequence(Id),
                "warning"
            )
            : Tell(done, NurturePaths.Sequence(Id));
    }

    private async Task ShowAsync(CancellationToken cancel)
    {
        var entries = await NurtureWords.EntriesAsync(Db, Sequence.Entry, cancel);
        Entry = entries.First(choice => choice.Value == NurtureWords.Write(Sequence.Entry)).Text;
        _steps = await Db.StepNumbersAsync(Id, Now, cancel);
        Exits = await Db.ExitNumbersAsync(Id, Now, cancel);
        In = (await Db.InNowAsync([Id], cancel)).GetValueOrDefault(Id);
    }
}
