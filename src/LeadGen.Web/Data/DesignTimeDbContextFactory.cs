using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace LeadGen.Web.Data;

/// <summary>For <c>dotnet ef</c>, which needs the model and no server.</summary>
public sealed class DesignTimeDbContextFactory : IDesignTimeDbContextFactory<LeadGenDbContext>
{
    public LeadGenDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<LeadGenDbContext>();
        LeadGenDbContext.Configure(options, NpgsqlDataSource.Create("Host=localhost"));
        return new LeadGenDbContext(options.Options);
    }
}
