using LeadGen.Web.Data;

namespace LeadGen.Web.Access;

/// <summary>Who has to sign in with a second factor.</summary>
public enum SecondFactorFor
{
    Nobody,
    Administrators,
    Everybody,
}

/// <summary>What the administrator asks of sign-ins.</summary>
public sealed class SignInRules(IServiceScopeFactory scopes, TimeProvider time) : IDisposable
{
    public const string Key = "second_factor_for";

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly LatestRead<string> _latest = new(
        scopes,
        time,
        Fresh,
        async (db, _, cancel) => await db.ReadSettingAsync(Key, cancel) ?? ""
    );

    public async ValueTask<SecondFactorFor> CurrentAsync(CancellationToken cancel) =>
        Domain.Terms.Parse<SecondFactorFor>(await _latest.ReadAsync(cancel)) ?? SecondFactorFor.Nobody;

    /// <summary>In force here at once, and in other instances within seconds.</summary>
    public async Task SaveAsync(LeadGenDbContext db, SecondFactorFor whom, CancellationToken cancel)
    {
        await db.SaveSettingAsync(Key, Domain.Terms.Of(whom), cancel);
        _latest.Forget();
    }

    public void Dispose() => _latest.Dispose();
}
