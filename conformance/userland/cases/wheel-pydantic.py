#!/usr/bin/python3
# program: pydantic
# what: wheel: models, validation, errors, JSON schema
# timeout: 600
# needs: wheels
import datetime; from pydantic import BaseModel, Field, ValidationError
class A(BaseModel): x: int = Field(gt=0); d: datetime.date; l: list[float] = []
print(A(x="3", d="2024-02-28", l=["1.5", 2]), A(x=1, d="2024-01-01").model_dump_json(), A.model_json_schema())
try: A(x=-1, d="no")
except ValidationError as e: print(e.error_count(), [(i["loc"], i["type"]) for i in e.errors()])
