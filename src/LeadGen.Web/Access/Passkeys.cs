using LeadGen.Domain;
using LeadGen.Web.Data;
using LeadGen.Web.Operations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace LeadGen.Web.Access;

/// <summary>What came of a passkey.</summary>
public enum PasskeyResult
{
    Added,
    Removed,
    LetIn,
    Refused,
}

/// <summary>
/// Passkeys of the staff: a device signs a question of ours for this address alone, after it has made sure who holds it. That is possession
/// and person at once, so it lets in without a password, and counts as a second factor.
/// </summary>
public sealed partial class Passkeys(
    LeadGenDbContext db,
    IPasskeyHandler<StaffUser> handler,
    PasskeyQuestions questions,
    SecondFactor factor,
    SignInNews news,
    TimeProvider time,
    ILogger<Passkeys> log
)
{
    /// <summary>Of one user.</summary>
    public const int Most = 10;

    private const int AnswerMaxLength = 20_000;

    private static readonly System.Diagnostics.Metrics.Counter<long> Counted = Metrics.Meter.CreateCounter<long>(
        "leadgen.passkeys",
        description: "Passkeys of the staff, by what came of them: added, removed, let_in, refused"
    );

    public Task<List<StaffPasskey>> OfAsync(StaffUser user, CancellationToken cancel) =>
        db.Passkeys.AsNoTracking().Where(key => key.UserId == user.Id).OrderBy(key => key.Id).ToListAsync(cancel);

    /// <summary>For whoever wants to sign in: the device knows who they are.</summary>
    public async Task<PasskeyQuestion> AskAsync(HttpContext context)
    {
        var made = await handler.MakeRequestOptionsAsync(null, context);
        return questions.Seal(made.RequestOptionsJson, made.AssertionState, maker: null);
    }

    /// <summary>For a user who adds a passkey.</summary>
    /// <param name="name">What they call it.</param>
    public async Task<PasskeyQuestion> AskToMakeAsync(StaffUser user, string name, HttpContext context)
    {
        var made = await handler.MakeCreationOptionsAsync(
            new PasskeyUserEntity
            {
                Id = user.Id.ToString(),
                Name = user.Email ?? "",
                DisplayName = user.DisplayName,
            },
            context
        );
        return questions.Seal(made.CreationOptionsJson, made.AttestationState, user, name);
    }

    /// <returns>Whether it was added, and codes for paper where it is the user's first second factor.</returns>
    public async Task<(bool IsAdded, IReadOnlyList<string> Codes)> AddAsync(
        StaffUser user,
        string? answer,
        string? question,
        HttpContext context
    )
    {
        var cancel = context.RequestAborted;
        if (answer is not { Length: > 0 and <= AnswerMaxLength } || questions.Open(question, user) is not { } asked)
        {
            return (false, []);
        }

        var result = await handler.PerformAttestationAsync(
            new()
            {
                CredentialJson = answer,
                AttestationState = asked.State,
                HttpContext = context,
            }
        );
        if (!result.Succeeded || result.UserEntity.Id != user.Id.ToString())
        {
            Note(PasskeyResult.Refused, user.Id, result.Failure?.Message);
            return (false, []);
        }

        await using var transaction = await HoldAsync(user, cancel);
        if (await db.Passkeys.CountAsync(key => key.UserId == user.Id, cancel) >= Most)
        {
            return (false, []);
        }

        db.Passkeys.Add(RowOf(user, result.Passkey, asked.Name));
        await news.AddAsync(
            user,
            "A passkey was added to your account",
            $"The passkey “{asked.Name}” signs you in to LeadGen now, without your password."
        );
        var codes = await factor.FollowPasskeysAsync(user, hasPasskeys: true);
        await transaction.CommitAsync(cancel);
        Note(PasskeyResult.Added, user.Id, null);
        return (true, codes);
    }

    /// <summary>Without a passkey and without an app, the password alone signs in again.</summary>
    public async Task<bool> RemoveAsync(StaffUser user, Guid id, CancellationToken cancel)
    {
        await using var transaction = await HoldAsync(user, cancel);
        var all = await db.Passkeys.Where(key => key.UserId == user.Id).ToListAsync(cancel);
        if (all.Find(key => key.Id == id) is not { } gone)
        {
            return false;
        }

        db.Passkeys.Remove(gone);
        await news.AddAsync(
            user,
            "A passkey was removed from your account",
            $"The passkey “{gone.Name}” opens LeadGen no more."
                + (all.Count == 1 && user.SecondFactorKey is null ? " Your password alone signs you in now." : "")
        );
        await factor.FollowPasskeysAsync(user, hasPasskeys: all.Count > 1);
        await transaction.CommitAsync(cancel);
        Note(PasskeyResult.Removed, user.Id, null);
        return true;
    }

    /// <summary>Takes an answer, once: of two who bring the same at the same moment one is let in.</summary>
    /// <returns>Whose passkey it is, and whether it opens; null where it is nobody's, or the answer is no answer to us.</returns>
    public async Task<(StaffUser? User, bool Opens)> TakeAsync(string? answer, string? question, HttpContext context)
    {
        if (
            answer is not { Length: > 0 and <= AnswerMaxLength }
            || questions.Open(question, maker: null) is not { } asked
        )
        {
            Note(PasskeyResult.Refused, null, "The question is too old, or none of ours");
            return (null, false);
        }

        var result = await handler.PerformAssertionAsync(
            new()
            {
                CredentialJson = answer,
                AssertionState = asked.State,
                HttpContext = context,
            }
        );
        if (!result.Succeeded)
        {
            Note(PasskeyResult.Refused, null, result.Failure.Message);
            return (null, false);
        }

        var opens =
            result.User.DeactivatedAt is null
            && await IsFirstAsync(result.User, result.Passkey, asked.At, context.RequestAborted);
        Note(opens ? PasskeyResult.LetIn : PasskeyResult.Refused, result.User.Id, opens ? null : "It was used already");
        return (result.User, opens);
    }

    /// <summary>Neither the question nor the count of the device was seen before.</summary>
    private async Task<bool> IsFirstAsync(
        StaffUser user,
        UserPasskeyInfo used,
        DateTimeOffset asked,
        CancellationToken cancel
    )
    {
        var now = time.GetUtcNow();
        long count = used.SignCount;
        return await db
                .Passkeys.Where(key =>
                    key.UserId == user.Id
                    && key.CredentialId == used.CredentialId
                    && (key.LastUsedAt == null || key.LastUsedAt < asked)
                    && (key.SignCount < count || (key.SignCount == 0 && count == 0))
                )
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(key => key.LastUsedAt, now)
                            .SetProperty(key => key.SignCount, count)
                            .SetProperty(key => key.IsBackedUp, used.IsBackedUp),
                    cancel
                ) == 1;
    }

    /// <summary>The user as they are now, until the transaction ends.</summary>
    private async Task<IDbContextTransaction> HoldAsync(StaffUser user, CancellationToken cancel)
    {
        var transaction = await StaffDesk.TakeTurnAsync(db, cancel);
        await db.Database.ExecuteSqlAsync($"select 1 from leadgen.users where id = {user.Id} for update", cancel);
        await db.Entry(user).ReloadAsync(cancel);
        return transaction;
    }

    private StaffPasskey RowOf(StaffUser user, UserPasskeyInfo made, string name)
    {
        var now = time.GetUtcNow();
        return new()
        {
            Id = Guid.CreateVersion7(now),
            UserId = user.Id,
            CredentialId = made.CredentialId,
            PublicKey = made.PublicKey,
            Name = name,
            CreatedAt = now,
            SignCount = made.SignCount,
            Transports = made.Transports ?? [],
            IsBackupEligible = made.IsBackupEligible,
            IsBackedUp = made.IsBackedUp,
        };
    }

    private void Note(PasskeyResult result, Guid? user, string? why)
    {
        Counted.Add(1, new KeyValuePair<string, object?>("result", Terms.Of(result)));
        if (why is null)
        {
            LogNoted(Terms.Of(result), user);
        }
        else
        {
            LogRefused(user, why);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Passkey {Result} of user {User}")]
    private partial void LogNoted(string result, Guid? user);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A passkey of user {User} was refused: {Why}")]
    private partial void LogRefused(Guid? user, string why);
}
