using LeadGen.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace LeadGen.Web.Access;

/// <summary>Who has to sign in with a second factor.</summary>
public enum SecondFactorFor
{
    Nobody,
    Administrators,
    Everybody,
}

/// <summary>What the administrator asks of sign-ins. Looked up every few seconds at most.</summary>
public sealed class SignInRules(IServiceScopeFactory scopes, TimeProvider time)
{
    public const string Key = "second_factor_for";

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private volatile Held _held = new(SecondFactorFor.Nobody, DateTimeOffset.MinValue);

    public async ValueTask<SecondFactorFor> CurrentAsync(CancellationToken cancel)
    {
        var held = _held;
        var now = time.GetUtcNow();
        if (now < held.At + Fresh)
        {
            return held.For;
        }

        await using var scope = scopes.CreateAsyncScope();
        var text = await scope
            .ServiceProvider.GetRequiredService<LeadGenDbContext>()
            .Settings.Where(setting => setting.Key == Key)
            .Select(setting => (string?)setting.Value)
            .SingleOrDefaultAsync(cancel);
        _held = held = new(Domain.Terms.Parse<SecondFactorFor>(text) ?? SecondFactorFor.Nobody, now);
        return held.For;
    }

    /// <summary>In force here at once, and in other instances within seconds.</summary>
    public async Task SaveAsync(LeadGenDbContext db, SecondFactorFor whom, CancellationToken cancel)
    {
        await db.SaveSettingAsync(Key, Domain.Terms.Of(whom), cancel);
        _held = new(whom, DateTimeOffset.MinValue);
    }

    private sealed record Held(SecondFactorFor For, DateTimeOffset At);
}
