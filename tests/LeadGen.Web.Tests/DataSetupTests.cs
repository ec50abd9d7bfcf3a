using LeadGen.Web.Data;
using Npgsql;

namespace LeadGen.Web.Tests;

/// <summary>What the app adds to the connection string of whoever runs it.</summary>
public sealed class DataSetupTests
{
    [Fact]
    public void Statements_are_prepared_and_sessions_set_where_nothing_else_is_said()
    {
        var connection = Of("Host=db.example.com;Database=leadgen");
        Assert.Equal((100, 2, 30), (connection.MaxAutoPrepare, connection.AutoPrepareMinUsages, connection.KeepAlive));
        Assert.Contains("jit=off", connection.Options, StringComparison.Ordinal);
        Assert.StartsWith("leadgen,", connection.SearchPath, StringComparison.Ordinal);
    }

    [Fact]
    public void Behind_a_pooler_of_transactions_nothing_is_set_for_a_session_and_nothing_prepared()
    {
        var connection = Of("Host=pooler.example.com;Database=leadgen;No Reset On Close=true");
        Assert.Equal(0, connection.MaxAutoPrepare);
        Assert.Null(connection.Options);
        Assert.Null(connection.SearchPath);
    }

    [Fact]
    public void What_the_connection_string_says_stays()
    {
        var connection = Of("Host=db.example.com;Keepalive=5;Max Auto Prepare=7;No Reset On Close=true");
        Assert.Equal((7, 5), (connection.MaxAutoPrepare, connection.KeepAlive));
        Assert.Equal(0, Of("Host=db.example.com;Max Auto Prepare=0").MaxAutoPrepare);
    }

    [Theory]
    [InlineData("", 100)]
    [InlineData(";Maximum Pool Size=20;Minimum Pool Size=15", 20)]
    [InlineData(";Maximum Pool Size=5", 5)]
    public void A_few_of_the_connections_are_for_forms_alone(string said, int all)
    {
        var (forms, others) = DataSetup.Shares(DataSetup.Complete("Host=db.example.com" + said));
        var (few, most) = (new NpgsqlConnectionStringBuilder(forms), new NpgsqlConnectionStringBuilder(others));
        Assert.Equal(all, few.MaxPoolSize + most.MaxPoolSize);
        Assert.InRange(few.MaxPoolSize, 1, all / 4);
    }

    [Fact]
    public void Nobody_waits_long_for_a_connection_and_a_dead_one_is_found_out()
    {
        var connection = Of("Host=db.example.com");
        Assert.Equal((1, 30, 10), (connection.Timeout, connection.TcpKeepAliveTime, connection.TcpKeepAliveInterval));
        var own = Of("Host=db.example.com;Timeout=20;Tcp Keepalive Time=7");
        Assert.Equal((20, 7), (own.Timeout, own.TcpKeepAliveTime));
        Assert.Equal(0, Of("Host=/var/run/postgresql").TcpKeepAliveTime);
    }

    private static NpgsqlConnectionStringBuilder Of(string text) => new(DataSetup.Complete(text));
}
