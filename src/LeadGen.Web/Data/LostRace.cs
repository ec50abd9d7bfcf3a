using Npgsql;

namespace LeadGen.Web.Data;

/// <summary>Somebody else was faster: what was rolled back may be done again from the start, and will find what they have made.</summary>
public static class LostRace
{
    public static bool Is(Exception e) =>
        (DatabaseAway.Said(e) as PostgresException)?.SqlState
            is PostgresErrorCodes.UniqueViolation
                or PostgresErrorCodes.DeadlockDetected
                or PostgresErrorCodes.SerializationFailure;
}
