using LeadGen.Domain.Capture;
using LeadGen.Domain.Scoring;
using LeadGen.Web.Access;
using LeadGen.Web.Data;
using LeadGen.Web.Scoring;
using Microsoft.AspNetCore.Mvc;

namespace LeadGen.Web.Pages.Marketing.Scoring;

/// <summary>What the draft changes, and its publication: at once, or by a second person.</summary>
public sealed class PublishModel(
    ModelDesk desk,
    ModelPublisher publisher,
    GoldenDesk golden,
    LeadGenDbContext db,
    TimeProvider time
) : ScoringPageModel(desk)
{
    public DateTimeOffset Now { get; private set; }
    public IReadOnlyList<ModelChange> Changes { get; private set; } = [];
    public IReadOnlyList<string> Warnings { get; private set; } = [];
    public IReadOnlyList<GoldenCheck> Golden { get; private set; } = [];
    public bool NeedsApproval { get; private set; }
    public bool IsOwn => Hand.Draft?.ProposedById == User.StaffId();

    /// <summary>Those that nobody has acknowledged yet.</summary>
    public IEnumerable<string> Open =>
        Golden
            .Select(check => check.Lead.Name)
            .Except((Hand.Draft?.ProposedAt is null ? null : Hand.Draft.Acknowledged) ?? [], StringComparer.Ordinal);

    public async Task OnGetAsync(CancellationToken cancel) => await LoadAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var (why, error) = CleanText.Note(Sent("why"), ModelPublisher.WhyMaxLength, "Why");
        if (why is null)
        {
            await LoadAsync(cancel);
            KeepTyped();
            return Refuse(
                "why",
                error
                    ?? $"Say in up to {ModelPublisher.WhyMaxLength} characters why you publish this: colleagues will ask."
            );
        }

        return await EndAsync(await publisher.PublishAsync(why, Who, Seen, Acknowledged, cancel), cancel);
    }

    public async Task<IActionResult> OnPostApproveAsync(CancellationToken cancel) =>
        await EndAsync(await publisher.ApproveAsync(Who, Seen, Acknowledged, cancel), cancel);

    public async Task<IActionResult> OnPostWithdrawAsync(CancellationToken cancel) =>
        await publisher.WithdrawAsync(Seen, cancel) == DraftResult.Done
            ? Tell("The proposal is taken back. The draft stays.", ScoringPaths.Publish)
            : Tell(Gone, ScoringPaths.Publish, "warning");

    private async Task<IActionResult> EndAsync(PublishResult result, CancellationToken cancel)
    {
        if (Tell(result, ScoringPaths.Publish) is { } told)
        {
            return told;
        }

        await LoadAsync(cancel);
        KeepTyped();
        return Refuse("acknowledge", ScoringWords.Unacknowledged((PublishResult.Unacknowledged)result));
    }

    private async Task LoadAsync(CancellationToken cancel)
    {
        await LoadHandAsync(cancel);
        Now = time.GetUtcNow();
        NeedsApproval = await db.NeedsApprovalAsync(cancel);
        if (Hand.Draft is { } draft)
        {
            Changes = ModelDiff.Of(Hand.Published.Model, draft.Model);
            Warnings = await Desk.WarningsAsync(draft.Model, cancel);
            Golden = await golden.ChangedAsync(Hand.Published.Model, draft.Model, cancel);
        }
    }
}
