namespace LeadGen.Faults;

/// <summary>Something that breaks, how it is made to break here, and what came of it in numbers. It throws where what must hold did not.</summary>
internal sealed record Fault(string Row, string How, Func<Task<string>> RunAsync);

/// <summary>It cannot be provoked on this machine.</summary>
internal sealed class NotHereException(string why) : Exception(why);
