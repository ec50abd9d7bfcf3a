namespace LeadGen.Web.Data;

/// <summary>Whose offers these are, as visitors read it on every page: a setting of the administrator.</summary>
public sealed class CompanyName(IServiceScopeFactory scopes, TimeProvider time) : IDisposable
{
    public const int MaxLength = 60;

    /// <summary>Where none is set.</summary>
    public const string Usual = "LeadGen";

    private const string Key = "company_name";

    private readonly LatestSetting _latest = new(scopes, time, Key);

    public async ValueTask<string> CurrentAsync(CancellationToken cancel) =>
        await _latest.ReadIfThereAsync(cancel) is { Length: > 0 } name ? name : Usual;

    public static async Task<string?> ReadAsync(LeadGenDbContext db, CancellationToken cancel) =>
        await db.ReadSettingAsync(Key, cancel) is { Length: > 0 } name ? name : null;

    /// <param name="name">One line of at most <see cref="MaxLength"/> characters, checked by the caller; empty for none.</param>
    public Task SaveAsync(LeadGenDbContext db, string name, CancellationToken cancel) =>
        _latest.SaveAsync(db, name, cancel);

    public void Dispose() => _latest.Dispose();
}
