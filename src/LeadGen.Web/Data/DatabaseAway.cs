using Npgsql;

namespace LeadGen.Web.Data;

/// <summary>The database does not answer, or not now: nothing is wrong with what was asked, and it may be asked again.</summary>
public static class DatabaseAway
{
    /// <summary>How long to ask people and programs to wait: a Postgres that was killed is back within a few seconds.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromSeconds(5);

    public static bool Is(Exception e) => Said(e) is { IsTransient: true } && !LostRace.Is(e);

    /// <summary>Does it pass by itself? A lost connection, a time that ran out or a lost race; what is not would fail again.</summary>
    public static bool Passes(Exception? e) =>
        e is not null && (e is NpgsqlException { IsTransient: true } or TimeoutException || Passes(e.InnerException));

    /// <summary>What the database or the way to it said. EF wraps it once where something is saved, and once more where it might pass.</summary>
    internal static NpgsqlException? Said(Exception? e)
    {
        while (e is not (null or NpgsqlException))
        {
            e = e.InnerException;
        }

        return (NpgsqlException?)e;
    }
}
