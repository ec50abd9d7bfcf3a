using LeadGen.Domain;
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

    private readonly LatestSetting _latest = new(scopes, time, Key);

    /// <summary>Nobody comes in for want of it: while it cannot be read, this fails.</summary>
    public async ValueTask<SecondFactorFor> CurrentAsync(CancellationToken cancel) =>
        Terms.Parse<SecondFactorFor>(await _latest.ReadAsync(cancel)) ?? SecondFactorFor.Nobody;

    /// <summary>In force here at once, and in other instances within seconds.</summary>
    public Task SaveAsync(LeadGenDbContext db, SecondFactorFor whom, CancellationToken cancel) =>
        _latest.SaveAsync(db, Terms.Of(whom), cancel);

    public void Dispose() => _latest.Dispose();
}
