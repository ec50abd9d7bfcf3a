using Npgsql;

namespace LeadGen.Web.Data;

/// <summary>The database does not answer, or not now: nothing is wrong with what was asked, and it may be asked again.</summary>
public static class DatabaseAway
{
    /// <summary>How long to ask people and programs to wait: a Postgres that was killed is back within a few seconds.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromSeconds(5);

    /// <summary>How Postgres says that it has ended a transaction in which nothing was said for too long.</summary>
    private const string IdleInTransaction = "25P03";

    /// <summary>Nobody who waits for an answer waits longer for the database: they are asked to come again.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static bool Is(Exception e) =>
        Said(e) is { } said && (said.IsTransient || WasEnded(said)) && !LostRace.Is(e);

    /// <summary>Does it pass by itself? A lost connection, a time that ran out or a lost race; what is not would fail again.</summary>
    public static bool Passes(Exception? e) =>
        e is not null
        && (e is NpgsqlException { IsTransient: true } or TimeoutException || WasEnded(e) || Passes(e.InnerException));

    /// <summary>
    /// Waits as long as people do. What takes longer goes on and may still be done, so it must be such that it counts once when it is asked
    /// for again; its context must be its own, for nobody waits for it to let go.
    /// </summary>
    public static async Task<T> InTimeAsync<T>(this Task<T> work)
    {
        try
        {
            return await work.WaitAsync(Patience);
        }
        catch (TimeoutException e)
        {
            throw TookTooLong(e);
        }
    }

    public static NpgsqlException TookTooLong(TimeoutException? e = null) =>
        new("The database has not answered in time.", e ?? new TimeoutException());

    /// <summary>The server has ended the session of an instance that stood still: the next one is as good as new.</summary>
    private static bool WasEnded(Exception e) =>
        e is PostgresException { SqlState: IdleInTransaction or PostgresErrorCodes.IdleSessionTimeout };

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
