using LeadGen.Domain;
using LeadGen.Web.Data;
using LeadGen.Web.Operations;
using Microsoft.Extensions.Options;

namespace LeadGen.Web.Access;

/// <summary>What the administrator asks of sign-ins.</summary>
public sealed class SignInRules(
    IServiceScopeFactory scopes,
    IOptions<LeadGenOptions> options,
    IHostEnvironment environment,
    TimeProvider time
) : IDisposable
{
    public const string Key = "second_factor_for";

    /// <summary>Until an administrator chooses. Who can change everything has to have one, save on a developer's machine.</summary>
    private readonly SecondFactorFor _atFirst =
        options.Value.SecondFactorFor
        ?? (environment.IsDevelopment() ? SecondFactorFor.Nobody : SecondFactorFor.Administrators);

    private readonly LatestSetting _latest = new(scopes, time, Key);

    /// <summary>Nobody comes in for want of it: while it cannot be read, this fails.</summary>
    public async ValueTask<SecondFactorFor> CurrentAsync(CancellationToken cancel) =>
        Terms.Parse<SecondFactorFor>(await _latest.ReadAsync(cancel)) ?? _atFirst;

    /// <summary>In force here at once, and in other instances within seconds.</summary>
    public Task SaveAsync(LeadGenDbContext db, SecondFactorFor whom, CancellationToken cancel) =>
        _latest.SaveAsync(db, Terms.Of(whom), cancel);

    public void Dispose() => _latest.Dispose();
}
