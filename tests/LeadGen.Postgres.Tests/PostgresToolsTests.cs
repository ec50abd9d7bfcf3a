namespace LeadGen.Postgres.Tests;

public sealed class PostgresToolsTests
{
    [Fact]
    public async Task Those_of_a_version_that_nobody_has_are_named_with_what_to_install()
    {
        var missing = await Assert.ThrowsAsync<PostgresToolsException>(() =>
            PostgresTools.FindAsync(99, TestContext.Current.CancellationToken)
        );
        Assert.Contains("postgresql-client-99", missing.Message, StringComparison.Ordinal);
    }
}
