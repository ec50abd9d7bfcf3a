namespace LeadGen.Web.Data;

/// <summary>Whose offers these are, as visitors read it on every page: a setting of the administrator.</summary>
public sealed class CompanyName(IServiceScopeFactory scopes, TimeProvider time) : IDisposable
{
    public const int MaxLength = 60;

    /// <summary>Where none is set.</summary>
    public const string Usual = "LeadGen";

    private const string Key = "company_name";
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly LatestRead<string> _latest = new(
        scopes,
        time,
        Fresh,
        async (db, _, cancel) => await ReadAsync(db, cancel) ?? Usual
    );

    /// <summary>No page fails for want of it.</summary>
    public async ValueTask<string> CurrentAsync(CancellationToken cancel)
    {
        try
        {
            return await _latest.ReadAsync(cancel);
        }
        catch (Exception e) when (DatabaseAway.Is(e))
        {
            return Usual;
        }
    }

    public static async Task<string?> ReadAsync(LeadGenDbContext db, CancellationToken cancel) =>
        await db.ReadSettingAsync(Key, cancel) is { Length: > 0 } name ? name : null;

    /// <param name="name">One line of at most <see cref="MaxLength"/> characters, checked by the caller; empty for none.</param>
    public async Task SaveAsync(LeadGenDbContext db, string name, CancellationToken cancel)
    {
        await db.SaveSettingAsync(Key, name, cancel);
        _latest.Forget();
    }

    public void Dispose() => _latest.Dispose();
}
