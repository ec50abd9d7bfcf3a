using LeadGen.Domain;
using LeadGen.Domain.Nurture;
using LeadGen.Web.Data;
using LeadGen.Web.Data.Mails;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Nurture;

/// <summary>What came of a change of a sequence.</summary>
/// <param name="Wrong">What is wrong and what to do; null where it is done.</param>
/// <param name="IsStale">Somebody else has changed it since the page was made.</param>
public sealed record NurtureChange(string? Wrong, bool IsStale = false);

/// <summary>Keeps the sequences. Of two who change one at once the second is told.</summary>
public sealed partial class NurtureDesk(LeadGenDbContext db, TimeProvider time, ILogger<NurtureDesk> log)
{
    public async Task<NurtureSequence> AddAsync(string name, NurtureEntry entry, string by, CancellationToken cancel)
    {
        var sequence = NurtureSequence.Create(name, entry, by, time.GetUtcNow());
        db.NurtureSequences.Add(sequence);
        await db.SaveChangesAsync(cancel);
        LogChanged(sequence.Id, "made");
        return sequence;
    }

    /// <param name="sequence">As it was read.</param>
    /// <param name="seen">The version that the page was made for; null where it does not matter.</param>
    /// <param name="what">For the log.</param>
    public async Task<NurtureChange> ChangeAsync(
        NurtureSequence sequence,
        int? seen,
        string what,
        Action<NurtureSequence, DateTimeOffset> change,
        CancellationToken cancel
    )
    {
        const string Moved =
            "Somebody else changed this sequence meanwhile. What you typed is still here: save again to put it in.";
        if (seen is { } version && version != sequence.Version)
        {
            return new NurtureChange(Moved, IsStale: true);
        }

        try
        {
            change(sequence, time.GetUtcNow());
            await db.SaveChangesAsync(cancel);
        }
        catch (DomainException e)
        {
            return new NurtureChange(e.Message);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new NurtureChange(Moved, IsStale: true);
        }

        LogChanged(sequence.Id, what);
        return new NurtureChange(Wrong: null);
    }

    /// <summary>Somebody gets nothing more of it, and does not come in again.</summary>
    /// <returns>False where they were out already.</returns>
    public async Task<bool> TakeOutAsync(Guid sequenceId, Guid enrolmentId, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var taken = await db
            .NurtureEnrolments.Where(one => one.Id == enrolmentId && one.SequenceId == sequenceId && one.LeftAt == null)
            .ExecuteUpdateAsync(
                one => one.SetProperty(e => e.LeftAt, now).SetProperty(e => e.Left, NurtureExit.Removed),
                cancel
            );
        if (taken > 0)
        {
            NurtureMetrics.Left(NurtureExit.Removed);
        }

        return taken > 0;
    }

    /// <summary>The mail as a reader called so gets it, to a member of staff.</summary>
    public async Task TryOutAsync(NurtureStep step, string firstName, string to, Guid staffId, CancellationToken cancel)
    {
        var mail = NurtureStepper.Filled(step, firstName, counts: false);
        db.Add(mail with { Subject = "[Test] " + mail.Subject }, (to, null, staffId), time.GetUtcNow());
        await db.SaveChangesAsync(cancel);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Sequence {Sequence}: {What}")]
    private partial void LogChanged(Guid sequence, string what);
}
